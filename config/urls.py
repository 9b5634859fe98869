"""All addresses: the record, the post room, log-in, language; the demo's mails in the demo alone,
the gallery of parts also in development."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from config.accounts import pages, session_life


@login_not_required
def favicon(_request):
    """Browsers ask for it beside what names no icon, such as a PDF. The page that says "not found" would bring a cookie against
    forged forms of its own, and whoever logs in at that moment would be refused."""
    return redirect(static("img/favicon.svg"))


handler500 = "config.http.fault"
urlpatterns = [
    path("", include("incidents.urls")),
    path("", include("notifications.urls")),
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("sandi/ubah/", account.password_change, name="account_change_password"),
    # Whoever has none yet chooses it by the link that is mailed to them, as whoever forgot it does.
    path("sandi/buat/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("sandi/lupa/", account.password_reset, name="account_reset_password"),
    path("sandi/lupa/terkirim/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^sandi/atur/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sandi/atur/selesai/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("masuk/tertutup/", account.account_inactive, name="account_inactive"),
    path("daftar/", account.signup, name="account_signup"),
    path("masuk/kode/", mfa.authenticate, name="mfa_authenticate"),
    path("masuk/kunci/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("akun/pastikan/", account.reauthenticate, name="account_reauthenticate"),
    path("akun/pastikan/kode/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("akun/pastikan/kunci/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("akun/", pages.account, name="mfa_index"),
    path("akun/sesi/", session_life.session, name="account_session"),
    path("akun/sesi/akhiri/", pages.end_other_sessions, name="account_end_other_sessions"),
    path("akun/sesi/<slug:mark>/akhiri/", pages.end_session, name="account_end_session"),
    path("akun/aplikasi/", totp.activate_totp, name="mfa_activate_totp"),
    path("akun/aplikasi/lepas/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("akun/kode/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("akun/kode/baru/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("akun/kunci/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("akun/kunci/tambah/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("akun/kunci/<int:pk>/lepas/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("bahasa/", login_not_required(set_language), name="set_language"),
    path("favicon.ico", favicon, name="favicon"),
]
if settings.DEMO:
    from config import demo_mail

    urlpatterns += [
        path("contoh/surel/", demo_mail.inbox, name="demo_inbox"),
        path("contoh/surel/<str:key>/", demo_mail.mail, name="demo_mail"),
        path("contoh/surel/<str:key>/<int:part>/", demo_mail.part, name="demo_part"),
    ]
if settings.MODE in ("demo", "development"):
    from config import gallery

    urlpatterns += gallery.urlpatterns
