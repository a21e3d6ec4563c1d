"""Who may pass which door: one row for every route of the product.

The letters are the actors of world.py: O owner, M manager, R reviewer (of this trial), B bookkeeper, V viewer,
T contractor in this trial, A contractor in another, X owner of another workspace, N nobody. Whoever is not named gets
the 404 of something that does not exist; nobody is sent to sign in instead. A second set of letters, after a slash, is
for deeds, where fewer may do than see. Words after the letters name the things of
the world that the address is made of, in their order.
"""

EVERYBODY = "OMRBVTAXN"

ACCESS: dict[str, str] = {
    # overview
    "": "OMRBVTAX",
    "jobs/": "OMBVX",
    "jobs/<int:number>/": "OMV job",
    "contractors/<int:number>/": "OMBV contractor",
    "portal/": "TA",
    "assignments/<str:key>/": "T assignment",
    # briefs
    "jobs/new/": "OMX",
    "jobs/<int:number>/edit/": "OM drafted",
    "jobs/<int:number>/brief/": "OMV/OM job",
    "jobs/<int:number>/brief/findings/": "OM drafted",
    "jobs/<int:number>/brief/send/": "OM drafted",
    "jobs/<int:number>/brief/revise/": "OM job",
    "jobs/<int:number>/brief/discard/": "OM drafted",
    "jobs/<int:number>/brief/overrule/": "OM drafted",
    "jobs/<int:number>/brief/versions/<int:version>/": "OMV job version",
    # people
    "contractors/": "OMBVX",
    "contractors/new/": "OMX",
    "contractors/import/": "OMX",
    "contractors/export/": "OMX",
    "contractors/import/confirm/": "OMX",
    "contractors/<int:number>/edit/": "OM contractor",
    "contractors/<int:number>/archive/": "OM contractor",
    # assignments
    "jobs/<int:number>/hire/": "OM job",
    "jobs/<int:number>/questions/": "OMV job",
    "questions/<slug:key>/answer/": "OM question",
    "assignments/<slug:key>/withdraw/": "OM assignment",
    "assignments/<slug:key>/acknowledge/": "T assignment",
    "assignments/<slug:key>/decline/": "T assignment",
    "assignments/<slug:key>/ask/": "T assignment",
    "assignments/<slug:key>/feasibility/": "T assignment",
    "deliveries/<slug:key>/files/<int:file_id>/": "OMA delivery file",
    # reserve
    "hours/": "OMBX",
    "hours/<slug:entry_key>/correct/": "T entry",
    "assignments/<slug:key>/hours/": "T assignment",
    "assignments/<slug:key>/top-up/": "OM assignment",
    "assignments/<slug:key>/hold/": "OM assignment",
    "assignments/<slug:key>/approve/": "OM assignment",
    # trials
    "jobs/<int:number>/trial/": "OMR trial",
    "jobs/<int:number>/trial/new/": "OM trial",
    "jobs/<int:number>/trial/score/": "OMR trial",
    "jobs/<int:number>/trial/lock/": "OMR trial",
    "jobs/<int:number>/trial/reveal/": "OM trial",
    "jobs/<int:number>/trial/decide/": "OM trial",
    "jobs/<int:number>/trial/call-off/": "OM trial",
    "jobs/<int:number>/trial/submissions/<slug:key>/files/<int:position>/": "OR trial submission position",
    # delivery
    "assignments/<slug:key>/deliver/": "T assignment",
    "deliveries/<slug:key>/review/": "OM delivery",
    "deliveries/<slug:key>/accept/": "OM delivery",
    "deliveries/<slug:key>/send-back/": "OM delivery",
    "deliveries/<slug:key>/reject/": "OM delivery",
    "deliveries/<slug:key>/take-unfinished/": "OM delivery",
    "jobs/<int:number>/outcome/": "OMBV/OM job",
    "jobs/<int:number>/outcome/lesson/": "OM job",
    # ledger
    "ledger/": "OMBVX",
    "ledger/verify/": "OX",
    "jobs/<int:number>/own-hours/": "OMR job",
    # seats
    "sign-in/": EVERYBODY,
    "sign-in/code/": EVERYBODY,
    "sign-out/": EVERYBODY,
    "links/<str:token>/": f"{EVERYBODY} link",
    "invitations/<str:token>/": f"{EVERYBODY} invitation",
    "welcome/": EVERYBODY,
    "seats/": "OMRBVTAX",
    "seats/<int:workspace_id>/": "OMRBVTA workspace",
    "settings/": "OMRBVTAX",
    "settings/people/": "OMX",
    "settings/people/invite/": "OMX",
    "settings/people/<int:member_id>/role/": "OM member",
    "settings/people/<int:member_id>/remove/": "OM member",
    "settings/people/<int:member_id>/renew/": "OM invited",
    "settings/people/<int:member_id>/revoke/": "OM invited",
    "settings/functions/": "OMX",
    "settings/functions/<int:function_id>/retire/": "OM function",
    "settings/functions/<int:function_id>/bring-back/": "OM function",
    "settings/workspace/": "OX",
    # site
    "mail/": EVERYBODY,
    "health/": EVERYBODY,
}
