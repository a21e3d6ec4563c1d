"""Addresses of the trials."""

from django.urls import path

from duomo.desk.trials import views

urlpatterns = [
    path("jobs/<int:number>/trial/", views.trial, name="trial"),
    path("jobs/<int:number>/trial/new/", views.new_trial, name="new-trial"),
    path("jobs/<int:number>/trial/score/", views.score, name="score-trial"),
    path("jobs/<int:number>/trial/lock/", views.lock, name="lock-scores"),
    path("jobs/<int:number>/trial/reveal/", views.reveal, name="reveal-trial"),
    path("jobs/<int:number>/trial/decide/", views.decide, name="decide-trial"),
    path("jobs/<int:number>/trial/call-off/", views.call_off, name="call-off-trial"),
    path(
        "jobs/<int:number>/trial/submissions/<slug:key>/files/<int:position>/",
        views.submission_file,
        name="submission-file",
    ),
]
