"""Every address there is. A page that is not here does not exist; a test asks each of them as a stranger."""

from __future__ import annotations

from django.urls import include, path

from shuzhi.web import register_urls
from shuzhi.web.views import (
    activities,
    audit,
    blank_forms,
    cadences,
    catalog,
    counted_items,
    design,
    doubles,
    drafts,
    entrance,
    exports,
    figures,
    home,
    item_import,
    item_links,
    item_readings,
    item_writing,
    items,
    numbers,
    read_back,
    report_files,
    report_steps,
    reports,
    settings,
    subjects,
    tables,
    tokens,
    unit_readings,
    verify,
    writing,
    year,
    year_end,
)

_of_ledger = [
    path("", home.home_page, name="home"),
    path("reports/compile", reports.compile_now, name="report_compile"),
    path("reports/<uuid:report>/", reports.report_page, name="report"),
    path("reports/<uuid:report>/files/<str:kind>", report_files.report_file, name="report_file"),
    path("reports/<uuid:report>/pdf", report_files.report_pdf, name="report_pdf"),
    path("reports/<uuid:report>/sign", report_steps.sign_page, name="report_sign"),
    path("reports/<uuid:report>/hand-over", report_steps.hand_over_page, name="report_hand_over"),
    path("reports/<uuid:report>/read-back", read_back.read_back_page, name="report_read_back"),
    path("figures/", figures.figures_page, name="figures"),
    path("figures/<str:indicator>/<str:org>/<str:period>/", figures.figure_page, name="figure"),
    path(
        "figures/<str:indicator>/<str:org>/<str:period>/records", figures.records_page, name="figure_records"
    ),
    path(
        "figures/<str:indicator>/<str:org>/<str:period>/files/<str:kind>",
        exports.figure_file,
        name="figure_file",
    ),
    path(
        "figures/<str:indicator>/<str:org>/<str:period>/charts/<str:key>.<str:kind>",
        exports.figure_chart,
        name="figure_chart",
    ),
    path("year", year.year_page, name="year"),
    path("year/cadence", cadences.cadence_answer, name="cadence_answer"),
    path("year-end", year_end.year_end_page, name="year_end"),
    path("year-end/confirm", year_end.confirm_several, name="year_end_confirm"),
    path("year-end/settle", doubles.settle, name="year_end_settle"),
    path("tables/", tables.tables_page, name="tables"),
    path("tables/files/<str:kind>", tables.table_file, name="table_file"),
    path("activities/", activities.activities_page, name="activities"),
    path("activities/new", writing.new_page, name="activity_new"),
    path("activities/<uuid:activity>/", activities.activity_page, name="activity"),
    path("activities/<uuid:activity>/correct", writing.correct_page, name="activity_correct"),
    path("activities/<uuid:activity>/confirm", writing.confirm, name="activity_confirm"),
    path("activities/<uuid:activity>/return", writing.send_back, name="activity_return"),
    path("activities/<uuid:activity>/withdraw", writing.withdraw, name="activity_withdraw"),
    path("drafts", drafts.drafts_page, name="drafts"),
    path("drafts/record", drafts.drafts_record, name="drafts_record"),
    path("items/", items.items_page, name="items"),
    path("items/new", item_writing.new_page, name="item_new"),
    path("items/end", counted_items.end_page, name="items_end"),
    path("items/import", item_import.import_page, name="item_import"),
    path("items/import/record", item_import.import_record, name="item_import_record"),
    path("items/import/blank.<str:form>", item_import.import_blank, name="item_import_blank"),
    path("items/readings", item_readings.readings_import, name="readings_import"),
    path("items/readings/record", item_readings.readings_record, name="readings_record"),
    path("items/readings/blank.<str:form>", item_readings.readings_blank, name="readings_blank"),
    path("items/<uuid:item>/change", item_writing.change_page, name="item_change"),
    path("items/<uuid:item>/state", item_writing.state_page, name="item_state"),
    path("items/<uuid:item>/close", item_writing.close_page, name="item_close"),
    path("subjects/<str:kind>/<uuid:key>/", subjects.subject_page, name="subject"),
    path("subjects/<str:kind>/<uuid:key>/link", item_links.link_page, name="subject_link"),
    path("subjects/<str:kind>/<uuid:key>/observe", item_links.observe_page, name="subject_observe"),
    path("links/<uuid:link>/cut", item_links.cut, name="link_cut"),
    path(
        "observations/<uuid:observation>/withdraw", item_links.withdraw_reading, name="observation_withdraw"
    ),
    path("organisations/<str:org>/readings", unit_readings.readings_page, name="unit_readings"),
    *register_urls.OF_LEDGER,
    path("audit", audit.audit_page, name="audit"),
    path("numbers/", numbers.numbers_page, name="numbers"),
    path("numbers/new", numbers.number_new_page, name="number_new"),
    path("numbers/<uuid:number>/take-back", numbers.number_take_back, name="number_take_back"),
    path("forms/", blank_forms.forms_page, name="forms"),
    path("forms/<uuid:form>/", blank_forms.form_page, name="form"),
    path("forms/<uuid:form>/file", blank_forms.form_file, name="form_file"),
    path("settings", settings.settings_page, name="settings"),
    path("tokens/", tokens.tokens_page, name="tokens"),
    path("tokens/<uuid:token>/revoke", tokens.token_revoke, name="token_revoke"),
    path("verify", verify.verify_page, name="verify"),
    path("catalog", catalog.catalog_page, name="catalog"),
]

urlpatterns = [
    path("", entrance.start, name="start"),
    path("login", entrance.login, name="login"),
    path("login/<str:token>", entrance.login_by_link, name="login_by_link"),
    path("logout", entrance.logout, name="logout"),
    path("preferences", entrance.preferences, name="preferences"),
    path("charts.js", exports.chart_script, name="chart_script"),
    path("design", design.design_page, name="design"),
    path("ledgers/<str:ledger>/", include(_of_ledger)),
    path("api/", include("shuzhi.web.api.app")),
]

handler400 = "shuzhi.web.refusals.unusable"
handler403 = "shuzhi.web.refusals.forbidden"
handler404 = "shuzhi.web.refusals.missing"
handler500 = "shuzhi.web.refusals.broken"
