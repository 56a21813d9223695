/** Where a page, an endpoint or a document is tested; `test` is the test's name or how it begins. */
export type Story = { readonly file: string; readonly test: string }
type Table = Readonly<Record<string, Story>>

const story = (name: string, test: string): Story => ({ file: `test/e2e/${name}.e2e.ts`, test })

/** Opened by those who may and judged there; what is done on it the HTTP tests of its module tell. */
const judged: Story = { file: 'test/e2e/axe.e2e.ts', test: 'the screens of' }

/** Every page by its address, with a story of the office where there is one. */
export const pages: Table = {
  '/login': story('logIn', 'a wrong password is not told from a wrong name'),
  '/setup': story('setUp', 'a new office: the code, the first posts'),
  '/': story('oneMonth', 'October: filled in, signed, returned'),
  '/todos': story('todos', 'every to-do leads to the focused button'),
  '/more': judged,
  '/own-password': judged,
  '/reminders': story('reminder', 'reminders by mail and a calendar of one’s own'),
  '/mails': story('reminder', 'reminders by mail and a calendar of one’s own'),
  '/notices': story('notice', 'what happened is told, read and chosen'),
  '/webhook': story('notice', 'the system administrator sets up the webhook'),
  '/sessions': story('logIn', 'somebody finds a second session of theirs and ends it'),
  '/plans': story('planToDuties', "the city's table becomes a plan"),
  '/plans/:year': story('planToDuties', "the city's table becomes a plan"),
  '/plans/:year/municipal': story('municipal', 'a table as it comes is understood column by column'),
  '/plans/:year/consultation': story('planToDuties', "the city's table becomes a plan"),
  '/plans/:year/notice': story('planToDuties', "the city's table becomes a plan"),
  '/documents/:id': story('callToPlans', 'the call for plans becomes an accepted plan'),
  '/plans/:year/merge': story('callToPlans', 'the call for plans becomes an accepted plan'),
  '/plans/:year/work-plan': story('officeWorkPlan', "the office's work plan is recorded"),
  '/plans/:year/work-plan/edit': story('officeWorkPlan', "the office's work plan is recorded"),
  '/catalogue': story('catalogue', 'the catalogue is kept by the performance office'),
  '/catalogue/:id': story('catalogue', 'the catalogue is kept by the performance office'),
  '/plans/:year/amendments': story('amendment', 'a special task is written by its division'),
  '/plans/:year/amendments/new': story('amendment', 'a special task is written by its division'),
  '/amendments/:id': story('amendment', 'a special task is written by its division'),
  '/plans/:year/items/new': judged,
  '/plans/:year/call': story('callToPlans', 'the call for plans becomes an accepted plan'),
  '/calls': story('callToPlans', 'the call for plans becomes an accepted plan'),
  '/division-plans/:id': story('callToPlans', 'the call for plans becomes an accepted plan'),
  '/plans/:year/grid': story('grid', "the office's draft in the grid"),
  '/plans/:year/table': judged,
  '/division-plans/:id/grid': story('grid', 'two people of a division write one plan'),
  '/division-plans/:id/table': story('grid', 'two people of a division write one plan'),
  '/division-plans/:id/items/new': story('callToPlans', 'the call for plans becomes an accepted plan'),
  '/items': story('progress', 'a phase is reported, claimed, judged and reviewed'),
  '/items/:id': story('progress', 'a phase is reported, claimed, judged and reviewed'),
  '/items/:id/edit': story('together', 'two people change one item of the plan'),
  '/duties': story('keyboard', 'arrows move in the matrix, Enter opens the cell'),
  '/duties/divisions': story('keyboard', 'arrows move in the divisions and the calendar'),
  '/duties/calendar': story('keyboard', 'arrows move in the divisions and the calendar'),
  '/duties/list': story('keyboard', 'arrows move in the divisions and the calendar'),
  '/duties/burden': story('vouch', 'what was asked of a division'),
  '/figures/:id': story('vouch', 'from the package back to the line'),
  '/reports/:id/figures/:at': story('vouch', 'a figure that was put together leads to each figure that it was made of'),
  '/collection-plans': story('collectionPlan', 'a collection plan is drafted, previewed and put in force'),
  '/collection-plans/:id': story('collectionPlan', 'a collection plan is drafted, previewed and put in force'),
  '/duties/acceptance': story('oneMonth', 'October: filled in, signed, returned'),
  '/duties/sign/:period': story('oneMonth', 'October: filled in, signed, returned'),
  '/duties/entry': story('entryGrid', 'a division fills in its figures in one grid'),
  '/duties/entry/table': story('entryGrid', 'a division fills in its figures in one grid'),
  '/duties/:id': story('oneMonth', 'October: filled in, signed, returned'),
  '/feeds': story('feed', 'an address is allowed, mapped once and read'),
  '/feeds/:id': story('feed', 'an address is allowed, mapped once and read'),
  '/feed-hosts': story('feed', 'an address is allowed, mapped once and read'),
  '/imports': story('oneMonth', 'the daily passenger file fills in a month as drafts'),
  '/reports': story('report', 'October goes to the statistics bureau'),
  '/reports/new': story('report', 'October goes to the statistics bureau'),
  '/reports/:id': story('report', 'October goes to the statistics bureau'),
  '/unit-templates': story('unitTemplate', "the statistics bureau's own form"),
  '/unit-templates/:id': story('unitTemplate', "the statistics bureau's own form"),
  '/cards/:id': story('deadline', 'a card is explained, read and withdrawn'),
  '/due-exceptions': story('deadline', 'a later due day is asked for and granted'),
  '/due-exceptions/:id': story('deadline', 'a later due day is asked for and granted'),
  '/timeliness': story('year', 'the year of four divisions'),
  '/timeliness/duties': story('year', 'the year of four divisions'),
  '/board': story('board', 'the board: a number and its list'),
  '/cockpit': story('board', 'the cockpit on one screen'),
  '/cards': story('clock', 'days pass: yellow, red, early warning'),
  '/opinions': story('opinion', 'an opinion of a unit is recorded'),
  '/opinions/:id': story('opinion', 'an opinion of a unit is recorded'),
  '/rectifications': story('rectification', 'an order is drafted, issued, answered'),
  '/rectifications/new': story('rectification', 'an order is drafted, issued, answered'),
  '/rectifications/:id': story('rectification', 'an order is drafted, issued, answered'),
  '/rectifications/:id/edit': judged,
  '/finding-notes/:id': story('rectification', 'a small fault is settled by a note'),
  '/supervision': story('ticket', 'a ticket is opened from a leader’s words'),
  '/tickets': story('ticket', 'a ticket is opened from a leader’s words'),
  '/tickets/:id': story('ticket', 'a ticket is opened from a leader’s words'),
  '/problems': story('notice', 'a problem about nothing is solved'),
  '/problems/:id': story('opinion', 'a problem in reporting is raised'),
  '/bulletins': story('bulletin', 'a bulletin is drafted, checked, signed off, issued and received'),
  '/bulletins/:id': story('bulletin', 'a bulletin is drafted, checked, signed off, issued and received'),
  '/briefings': story('bulletin', 'a briefing is read, and an instruction on it becomes a ticket'),
  '/briefings/:id': story('bulletin', 'a briefing is read, and an instruction on it becomes a ticket'),
  '/inspections': story('inspection', 'a special inspection is planned'),
  '/inspections/:id': story('inspection', 'a special inspection is planned'),
  '/check-templates': story('inspection', 'a special inspection is planned'),
  '/conformities': story('inspection', 'the city verifies'),
  '/conformities/:id': story('inspection', 'the city verifies'),
  '/self-checks': story('inspection', 'a sample of signed values'),
  '/self-checks/:id': story('inspection', 'a sample of signed values'),
  '/organization': story('setUp', 'a new office: the code, the first posts'),
  '/organization/people/:id': judged,
  '/organization/divisions/:id': judged,
  '/organization/reorganisation': story('people', 'a division is renamed and another merged'),
  '/organization/reorganisation/:id': story('people', 'a division is renamed and another merged'),
  '/stand-ins': story('people', 'a head names a substitute'),
  '/handovers': story('people', 'somebody leaves'),
  '/handovers/:id': story('people', 'somebody leaves'),
  '/organization-import': judged,
  '/bodies': judged,
  '/bodies/:id': judged,
  '/years': judged,
  '/settings': judged,
  '/settings/:group/:name': judged,
  '/records': judged,
  '/security-log': judged,
}

/** Endpoints that no test names, because they are asked in another way. */
export const endpoints: Table = {}

const packageOf = (test: string): Story => ({ file: 'server/collection/dataReport.documents.test.ts', test })

const tableOf = (test: string): Story => ({ file: 'server/collection/entryTable.routes.test.ts', test })

/** Every place that writes a document. */
export const documents: Table = {
  'server/opinion/opinion.document.ts: writeWorkbook': {
    file: 'server/opinion/opinion.routes.test.ts',
    test: 'is listed page by page and exported',
  },
  'server/document/rectificationNotice.public.ts: writePaper': {
    file: 'server/rectification/order.routes.test.ts',
    test: 'an order is drafted, checked, issued',
  },
  'server/supervision/register.document.ts: writeWorkbook': {
    file: 'server/supervision/ticketUrge.routes.test.ts',
    test: 'the register: every item of an issued plan by itself',
  },
  'server/supervision/ticketList.document.ts: writeWorkbook': {
    file: 'server/supervision/ticket.routes.test.ts',
    test: 'a division sees tickets once they are assigned to it',
  },
  'server/supervision/ticketNotice.store.ts: writeLetter': {
    file: 'server/supervision/ticket.routes.test.ts',
    test: 'a division sees tickets once they are assigned to it',
  },
  'server/problem/problem.document.ts: writeWorkbook': {
    file: 'server/problem/problem.routes.test.ts',
    test: 'a problem is seen by its chain',
  },
  'server/inspection/inspection.document.ts: writeWorkbook': {
    file: 'server/inspection/inspectionPlan.routes.test.ts',
    test: 'the list is exported as it is filtered',
  },
  'server/inspection/inspection.document.ts: writePaper': {
    file: 'server/inspection/inspectionPlan.routes.test.ts',
    test: 'a plan is changed until it is notified',
  },
  'server/inspection/conformity.document.ts: writeWorkbook': {
    file: 'server/inspection/conformity.routes.test.ts',
    test: 'a division reads the request and its own materials',
  },
  'server/inspection/selfCheck.document.ts: writeWorkbook': {
    file: 'server/inspection/selfCheck.routes.test.ts',
    test: 'evidence is asked, handed in, judged',
  },
  'server/collection/entryTable.document.ts: writeWorkbook': tableOf('the template comes filled in and goes back'),
  'server/collection/dataReport.package.ts: writeLetter': packageOf('letter, table and manifest say what the database'),
  'server/collection/dataReport.package.ts: writeWorkbook': packageOf(
    'letter, table and manifest say what the database',
  ),
  'server/plan/consultation.document.ts: writeTableDocument': {
    file: 'server/plan/consultation.routes.test.ts',
    test: '征求意见采纳情况 says what the database says',
  },
  'server/plan/consultation.document.ts: writeWorkbook': {
    file: 'server/plan/consultation.routes.test.ts',
    test: '征求意见采纳情况 says what the database says',
  },
  'server/document/documentFile.ts: writePaper': {
    file: 'server/document/officialDocument.routes.test.ts',
    test: 'notice, annex and table, in the layout of GB/T 9704',
  },
  'server/document/documentFile.ts: writeLetter': {
    file: 'server/document/documentSending.routes.test.ts',
    test: 'the record of the sending takes its number',
  },
  'server/collection/timeliness.document.ts: writeWorkbook': {
    file: 'server/collection/timeliness.routes.test.ts',
    test: 'timeliness as a workbook',
  },
  'server/plan/compare.document.ts: writeTableDocument': {
    file: 'server/plan/plan.routes.test.ts',
    test: 'two versions are compared on paper',
  },
  'server/plan/compare.document.ts: writeWorkbook': {
    file: 'server/plan/plan.routes.test.ts',
    test: 'two versions are compared on paper',
  },
  'server/plan/review.routes.ts: writeTableDocument': {
    file: 'server/plan/review.routes.test.ts',
    test: 'opinions that are missing never block',
  },
  'server/plan/itemTable.routes.ts: writeWorkbook': {
    file: 'server/plan/itemTable.routes.test.ts',
    test: 'the list of items with its progress, exactly as it is filtered',
  },
  'server/plan/planTable.document.ts: writeWorkbook': {
    file: 'server/plan/planTable.routes.test.ts',
    test: 'what is exported comes back as the same items',
  },
  'server/catalogue/catalogue.document.ts: writeWorkbook': {
    file: 'server/catalogue/catalogue.routes.test.ts',
    test: 'the file holds exactly what is filtered',
  },
  'server/organization/import.table.ts: writeWorkbook': {
    file: 'server/organization/export.routes.test.ts',
    test: 'an export says exactly what the list shows',
  },
}

/** Where an article is carried out in the browser by several people; `ends` is a step or test whose end is its document. */
export type ArticleStory = Story & { readonly ends: string }
const carriedOut = (name: string, test: string, ends: string): ArticleStory => ({ ...story(name, test), ends })

/** Articles 6–9, 11, 12, 14, 17–26, 28, 29, 32–34 and 40 of the regulation. Of 23 the plan holds the marks alone so far. */
export const articles: Readonly<Record<number, ArticleStory>> = {
  6: carriedOut('setUp', 'a new office: the code, the first posts', 'her office is empty, says so'),
  7: carriedOut('planToDuties', "the city's table becomes a plan", 'the head of the leading group decides'),
  8: carriedOut('callToPlans', 'the call for plans becomes an accepted plan', 'the call is issued by it: numbered'),
  9: carriedOut('people', 'somebody leaves', 'the performance office carries it out'),
  11: carriedOut('planToDuties', "the city's table becomes a plan", 'signed off and numbered, it is what the record'),
  12: carriedOut('november', 'November of four divisions', 'the late figure is accepted and the set sent'),
  14: carriedOut(
    'progress',
    'a phase is reported, claimed, judged and reviewed',
    'a deputy head of the group decides it',
  ),
  17: carriedOut(
    'officeWorkPlan',
    "the office's work plan is recorded",
    'the item of the office’s plan tells its lineage',
  ),
  18: carriedOut('callToPlans', 'the call for plans becomes an accepted plan', 'a division receives the notice'),
  19: carriedOut('callToPlans', 'the call for plans becomes an accepted plan', 'accepted all the same'),
  20: carriedOut('grid', 'two people of a division write one plan', 'a table of last year'),
  21: carriedOut('planToDuties', "the city's table becomes a plan", 'issued with its number, it makes the duties'),
  22: carriedOut('planToDuties', "the city's table becomes a plan", 'an undecided comment stops the submission'),
  24: carriedOut('amendment', 'a special task is written by its division', 'the leading group is informed'),
  25: carriedOut('year', 'the year of four divisions', 'the packages of both units'),
  26: carriedOut('quarter', 'the fourth quarter', 'what the commission holds'),
  28: carriedOut('november', 'November of four divisions', 'what went to the bureau'),
  29: carriedOut('november', 'November of four divisions', 'a figure of the other unit is corrected'),
  32: carriedOut('inspection', 'the city verifies', 'it is sent, the city comes, its result is followed up'),
  33: carriedOut('inspection', 'a sample of signed values', 'the value is judged, and the result with its interval'),
  34: carriedOut('inspection', 'a special inspection is planned', 'the head replies, the finding is settled'),
  40: carriedOut('rectification', 'an order is drafted, issued', 'the performance office rejects it once and then'),
}
