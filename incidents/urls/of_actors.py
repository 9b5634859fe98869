"""Addresses of actors: on their register, and what a case says of one."""

from django.urls import path

from ..views import actors

OF_ACTORS = [
    path("insiden/<str:reference>/pelaku/", actors.link_actor, name="link_actor"),
    path("insiden/<str:reference>/pelaku/<int:actor>/sama/", actors.same_actor, name="same_actor"),
    path("insiden/<str:reference>/pelaku/<int:actor>/bukan/", actors.not_this_actor, name="not_this_actor"),
    path("insiden/<str:reference>/kontak-pelaku/", actors.record_contact, name="record_contact"),
    path("pelaku/", actors.actors, name="actors"),
    path("pelaku/tambah/", actors.register_actor, name="register_actor"),
    path("pelaku/<int:pk>/", actors.actor, name="actor"),
    path("pelaku/<int:pk>/ubah/", actors.amend_actor, name="amend_actor"),
    path("pelaku/<int:pk>/nama/", actors.add_alias, name="add_alias"),
    path("pelaku/nama/<int:pk>/tarik/", actors.take_back_alias, name="take_back_alias"),
    path("pelaku/<int:pk>/nilai/", actors.judge_actor, name="judge_actor"),
    path("pelaku/nilai/<int:pk>/tarik/", actors.take_back_judgement, name="take_back_judgement"),
    path("pelaku/<int:pk>/keliru/", actors.annul_actor, name="annul_actor"),
    path("pelaku/<int:pk>/bukan-keliru/", actors.reinstate_actor, name="reinstate_actor"),
    path("pelaku/<int:pk>/gabung/", actors.merge_actor, name="merge_actor"),
    path("pelaku/<int:pk>/pisah/", actors.separate_actor, name="separate_actor"),
]
