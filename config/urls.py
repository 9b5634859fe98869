"""All addresses: the record, the post room, log-in, language; the demo's mails in the demo alone,
the gallery of parts also in development."""

from allauth.account import views as account
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.i18n import set_language


@login_not_required
def favicon(_request):
    """Browsers ask for it beside what names no icon, such as a PDF. The page that says "not found" would bring a cookie against
    forged forms of its own, and whoever logs in at that moment would be refused."""
    return redirect(static("img/favicon.svg"))


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
