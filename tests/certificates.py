"""A certificate authority of the tests and an organisation's certificate from it, as PKCS#12."""

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PASSWORD = "kata sandi segel"


def _name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text), x509.NameAttribute(NameOID.COUNTRY_NAME, "ID")])


@cache
def _key(of, *, elliptic=False):
    """The key of somebody. Made once in a process, as it takes 60 ms of processor; the certificates are new each time."""
    return ec.generate_private_key(ec.SECP256R1()) if elliptic else rsa.generate_private_key(65537, 2048)


def _certificate(subject, issuer, key, signing_key, *, authority, starts, ends, more=()):
    usage = {
        name: False
        for name in ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only")
    }
    usage |= {"digital_signature": not authority, "content_commitment": not authority}
    usage |= {"key_cert_sign": authority, "crl_sign": authority}
    built = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    built = built.serial_number(x509.random_serial_number()).not_valid_before(starts).not_valid_after(ends)
    built = built.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    built = built.add_extension(x509.KeyUsage(**usage), critical=True)
    for extension, critical in more:
        built = built.add_extension(extension, critical=critical)
    return built.sign(signing_key, hashes.SHA256())


def of_time(name="Otoritas Waktu Uji", *, starts=None, ends=None):
    """(certificate, its key, the certificate above it) of an authority that gives time stamps, as RFC 3161 2.3 asks."""
    now = datetime.now(UTC)
    root_key, key = _key(f"Induk {name}"), _key(name)
    root = _certificate(
        _name(f"Induk {name}"), _name(f"Induk {name}"), root_key, root_key, authority=True,
        starts=now - timedelta(days=3650), ends=now + timedelta(days=3650),
    )  # fmt: skip
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    own = _certificate(
        _name(name), _name(f"Induk {name}"), key, root_key, authority=False, more=[(purpose, True)],
        starts=starts or now - timedelta(days=1), ends=ends or now + timedelta(days=365),
    )  # fmt: skip
    return own, key, root


def revoked_list():
    """What the authority says of the certificates it gave: that it took none back (RFC 5280, DER)."""
    now = datetime.now(UTC)
    said = x509.CertificateRevocationListBuilder().issuer_name(_name("Otoritas Uji"))
    said = said.last_update(now - timedelta(hours=1)).next_update(now + timedelta(days=7))
    return said.sign(_key("Otoritas Uji"), hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def make(path, *, elliptic=False, starts=None, ends=None, password=PASSWORD, said_at=""):
    """Write the PKCS#12 to `path`, whose last part says whose it is; returns the authority's certificate as PEM. `said_at` is the
    address of its list of what was revoked."""
    now = datetime.now(UTC)
    starts, ends = starts or now - timedelta(days=1), ends or now + timedelta(days=365)
    root_key, key = _key("Otoritas Uji"), _key(path.name, elliptic=elliptic)
    root = _certificate(
        _name("Otoritas Uji"), _name("Otoritas Uji"), root_key, root_key, authority=True,
        starts=now - timedelta(days=3650), ends=now + timedelta(days=3650),
    )  # fmt: skip
    place = x509.DistributionPoint([x509.UniformResourceIdentifier(said_at)], None, None, None)
    leaf = _certificate(
        _name("Kementerian Uji"), _name("Otoritas Uji"), key, root_key, authority=False, starts=starts, ends=ends,
        more=[(x509.CRLDistributionPoints([place]), False)] if said_at else [],
    )  # fmt: skip
    secret = serialization.BestAvailableEncryption(password.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"segel", key, leaf, [root], secret))
    return root.public_bytes(serialization.Encoding.PEM)
