import { divisionPosts } from '#domain/kernel/actor.ts'
import { hasPost, type Rule, type States, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'

/** A table of figures on its way from the upload into the drafts of whoever sent it. */
export const entryImportStates = {
  waiting: { zh: '等待读取', en: 'Waiting' },
  reading: { zh: '正在试读', en: 'Being read' },
  read: { zh: '已试读', en: 'Read' },
  taking: { zh: '正在导入', en: 'Being imported' },
  taken: { zh: '已导入', en: 'Imported' },
  failed: { zh: '没有完成', en: 'Not completed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const satisfies States<string>
export type EntryImportState = keyof typeof entryImportStates
export const entryImportStateNames = Object.keys(entryImportStates) as [EntryImportState, ...EntryImportState[]]

const running: readonly EntryImportState[] = ['waiting', 'reading', 'taking']
/** Whether the server is still at it. */
export const isRunning = (state: EntryImportState): boolean => running.includes(state)

export type EntryImportFacts = {
  readonly state: EntryImportState
  readonly accepted: number
  readonly refused: number
}

const fills = hasPost<unknown>(divisionPosts)

const faultless: Rule<EntryImportFacts> = {
  code: 'rows_refused',
  message: ({ refused }) => ({
    zh: `有${refused}行不能导入，改正后重新选择文件；没有写入任何内容。`,
    en: `Rows that cannot be imported: ${refused}. Put them right and choose the file again; nothing is written.`,
  }),
  holds: ({ refused }) => refused === 0,
}
const changesSomething: Rule<EntryImportFacts> = {
  code: 'nothing_to_import',
  message: () => ({ zh: '没有要导入的改动。', en: 'Nothing changes by it.' }),
  holds: ({ accepted }) => accepted > 0,
}

/** One table after the other: two at once would be judged against the same drafts. */
export const startRules: readonly Rule<{ readonly under: string | null }>[] = [
  {
    code: 'import_under_way',
    message: ({ under }) => ({
      zh: `您的“${under}”还在处理，请等它完成或者取消后再选文件。`,
      en: `Your “${under}” is still being dealt with: wait until it is done, or cancel it.`,
    }),
    holds: ({ under }) => under === null,
  },
]

export type EntryImportAction = 'take' | 'cancel'
export const entryImportTransitions: Record<EntryImportAction, Transition<EntryImportState, EntryImportFacts>> = {
  take: {
    label: { zh: '导入', en: 'Import' },
    from: ['read'],
    to: 'taking',
    basis: 'duty.fill',
    requires: [fills, faultless, changesSomething],
  },
  cancel: {
    label: { zh: '取消导入', en: 'Cancel the import' },
    from: ['waiting', 'reading', 'read', 'taking'],
    to: 'cancelled',
    basis: 'duty.fill',
    requires: [fills],
  },
}

/** How often an import is taken up again after a server was killed in the middle of it. */
export const mostAttempts = 3

/** Why an import ended without having written anything. */
export const importFailures = {
  interrupted: {
    zh: '服务器多次中断，没有完成；没有写入任何内容。请重新选择文件。',
    en: 'The server was interrupted several times; nothing is written. Choose the file again.',
  },
  fileGone: {
    zh: '上传的文件已过保存期，没有写入任何内容。请重新选择文件。',
    en: 'The uploaded file is no longer kept; nothing is written. Choose the file again.',
  },
  noTable: {
    zh: '没有找到表头：须有“数值”或“零报告”，以及“数据编码”，或者“指标”和“报送期”。',
    en: 'No headings found: 数值 or 零报告 is needed, with 数据编码, or with 指标 and 报送期.',
  },
} as const satisfies Record<string, Text>

/** Of two files for one entry the second is told: the row, and that nothing of it was written. */
export const changedMeanwhile = (row: number, rows: number): Text => ({
  zh: `试读之后，第${row}行${rows > 1 ? `等${rows}行` : ''}的数据已由另一份文件或另一窗口改动，或者已提交。没有写入任何内容，请重新选择文件试读。`,
  en: `After the trial the entry of row ${row}${rows > 1 ? ` and of ${rows - 1} more` : ''} was changed by another file or window, or handed in. Nothing is written: choose the file again.`,
})
