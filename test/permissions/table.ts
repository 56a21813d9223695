import type { Row } from './row.ts'
import { amendmentRows } from './table/amendment.ts'
import { boardRows } from './table/board.ts'
import { bulletinRows } from './table/bulletin.ts'
import { callRows } from './table/call.ts'
import { cardRows } from './table/card.ts'
import { catalogueRows } from './table/catalogue.ts'
import { collectionRows } from './table/collection.ts'
import { collectionPlanRows } from './table/collectionPlan.ts'
import { consultationRows } from './table/consultation.ts'
import { deadlineRows } from './table/deadline.ts'
import { documentRows } from './table/document.ts'
import { feedTableRows } from './table/feed.ts'
import { findingNoteRows } from './table/findingNote.ts'
import { inspectionRows } from './table/inspection.ts'
import { mergeRows } from './table/merge.ts'
import { municipalRows } from './table/municipal.ts'
import { noticeRows } from './table/notice.ts'
import { officeWorkPlanRows } from './table/officeWorkPlan.ts'
import { opinionTable } from './table/opinion.ts'
import { organizationRows } from './table/organization.ts'
import { planRows } from './table/plan.ts'
import { planTableRows } from './table/planTable.ts'
import { progressRows } from './table/progress.ts'
import { rectificationRows } from './table/rectification.ts'
import { reminderRows } from './table/reminder.ts'
import { reportRows } from './table/report.ts'
import { reviewRows } from './table/review.ts'
import { revisionRows } from './table/revision.ts'
import { sessionRows } from './table/session.ts'
import { supervisionRows } from './table/supervision.ts'
import { unitTemplateRows } from './table/unitTemplate.ts'
import { verificationRows } from './table/verification.ts'

/** The permission matrix: one row for every endpoint. The clock is moved last: every other row counts on the day. */
export const table: readonly Row[] = [
  ...organizationRows,
  ...bulletinRows,
  ...boardRows,
  ...callRows,
  ...planRows,
  ...municipalRows,
  ...planTableRows,
  ...consultationRows,
  ...reviewRows,
  ...documentRows,
  ...amendmentRows,
  ...revisionRows,
  ...mergeRows,
  ...officeWorkPlanRows,
  ...catalogueRows,
  ...collectionRows,
  ...collectionPlanRows,
  ...feedTableRows,
  ...reportRows,
  ...unitTemplateRows,
  ...cardRows,
  ...opinionTable,
  ...rectificationRows,
  ...findingNoteRows,
  ...supervisionRows,
  ...deadlineRows,
  ...progressRows,
  ...reminderRows,
  ...inspectionRows,
  ...verificationRows,
  ...noticeRows,
  ...sessionRows,
]
