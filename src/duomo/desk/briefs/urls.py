"""Addresses of the pages about jobs and their briefs."""

from django.urls import path

from duomo.desk.briefs.views import brief, jobs

urlpatterns = [
    path("jobs/new/", jobs.new_job, name="new-job"),
    path("jobs/<int:number>/edit/", jobs.edit_job, name="edit-job"),
    path("jobs/<int:number>/brief/", brief.brief, name="brief"),
    path("jobs/<int:number>/brief/findings/", brief.findings, name="brief-findings"),
    path("jobs/<int:number>/brief/send/", brief.send, name="send-brief"),
    path("jobs/<int:number>/brief/revise/", brief.revise, name="revise-brief"),
    path("jobs/<int:number>/brief/discard/", brief.discard, name="discard-brief"),
    path("jobs/<int:number>/brief/overrule/", brief.overrule, name="overrule-finding"),
    path("jobs/<int:number>/brief/versions/<int:version>/", brief.version, name="brief-version"),
]
