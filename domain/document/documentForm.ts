import type { DocumentKind, DocumentSubject, DocumentWords } from './documentKind.ts'
import { type MinutesSource, proposedMinutes } from './minutesOfReview.ts'
import { type CallSource, proposedCall } from './noticeOfCall.ts'
import { proposedNotice } from './noticeOfPlan.ts'
import { proposedRectification, type RectificationSource } from './noticeOfRectification.ts'
import { proposedRevision, type RevisionSource } from './noticeOfRevision.ts'
import { proposedLetter, proposedReport, type SendingSource } from './sendingOfPlan.ts'

type Form<Source> = {
  /** What is signed and printed is made by this template; a change of its words or columns is a new one. */
  readonly template: string
  readonly propose: (source: Source) => DocumentWords
}

type PlanSource = {
  readonly planTitle: string
  readonly officeName: string
  /** What a revision changes; null for the plan of a year. */
  readonly revision: RevisionSource | null
  /** It goes out before the city's plan is there. */
  readonly isProvisional: boolean
}

/** One form for each kind in which a subject is written: the words to begin with, and the template. */
export const documentForms = {
  plan: {
    notice: {
      template: 'notice-of-plan/2',
      propose: ({ planTitle, officeName, revision, isProvisional }: PlanSource) =>
        revision ? proposedRevision(revision) : proposedNotice(planTitle, officeName, isProvisional),
    },
  },
  planSending: {
    report: { template: 'report-of-plan/1', propose: (source: SendingSource) => proposedReport(source) },
    letter: { template: 'letter-of-plan/1', propose: (source: SendingSource) => proposedLetter(source) },
  },
  planCall: {
    notice: { template: 'notice-of-call/1', propose: (source: CallSource) => proposedCall(source) },
  },
  review: {
    minutes: { template: 'minutes-of-review/1', propose: (source: MinutesSource) => proposedMinutes(source) },
  },
  bulletin: {
    circular: { template: 'bulletin/1', propose: (words: DocumentWords) => words },
  },
  rectification: {
    notice: {
      template: 'notice-of-rectification/1',
      propose: (source: RectificationSource) => proposedRectification(source),
    },
  },
} as const satisfies { readonly [S in DocumentSubject]: Partial<Record<DocumentKind, Form<never>>> }

/** The template of a document. */
export function templateOf(subject: DocumentSubject, kind: DocumentKind): string {
  const forms: Partial<Record<DocumentKind, Form<never>>> = documentForms[subject]
  return forms[kind]?.template ?? ''
}

type Signed = {
  readonly kind: DocumentKind
  readonly subject: DocumentSubject
  readonly words: DocumentWords
  readonly planId: string | null
  readonly planDigest: string | null
  readonly aboutId: string
  readonly attachments: readonly string[]
  /** Of tables and charts that are printed beside the words; null where there are none. */
  readonly contentDigest?: string | null
}

/** What a signature is over: the words, what goes with them, and the version of the plan that they are about. */
export function signedContent(signed: Signed) {
  const { kind, subject, words, planId, planDigest, aboutId, attachments, contentDigest = null } = signed
  const { title, addressee, text, attendance } = words
  const base = { kind, template: templateOf(subject, kind), planId, planDigest, title, addressee, text }
  if (subject === 'plan') return base
  const content = contentDigest === null ? {} : { content: contentDigest }
  return { ...base, subject, aboutId, attachments, attendance, ...content }
}
