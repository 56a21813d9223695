import type { Line } from './dataReport.content.ts'

/** A file that a collection plan asks for beside a figure, as it goes out with the report. */
export type Attachment = {
  readonly dutyId: string
  readonly digest: string
  /** As the division named its file. */
  readonly fileName: string
  /** 统计底表（皇岗旅客）: what it was asked as, and beside which figure. */
  readonly title: string
}

/** The files of a report in the order of its lines: each is in the package under what it was asked as. */
export const attachmentsOf = (lines: readonly Pick<Line, 'dutyId' | 'name' | 'further'>[]): Attachment[] =>
  lines.flatMap(({ dutyId, name: figure, further }) =>
    further.flatMap(({ name, words, digest }) =>
      digest === null ? [] : [{ dutyId, digest, fileName: words, title: `${name}（${figure}）` }],
    ),
  )

/** 附件2 统计底表（皇岗旅客）.xlsx: as the letter numbers it, behind the table. */
export const attachmentName = ({ title, fileName }: Attachment, at: number): string => {
  const ending = /\.[^.\s/\\]{1,10}$/.exec(fileName)?.[0] ?? ''
  return `附件${at + 2} ${title.replace(/[\\/:*?"<>|\s]+/g, ' ')}${ending}`
}
