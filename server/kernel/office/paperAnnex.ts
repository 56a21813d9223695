import { type FileChild, Footer, Header, type ISectionOptions, SectionType } from 'docx'
import { titleLines } from '#domain/kernel/letter.ts'
import type { PaperAnnex } from '#domain/kernel/paper.ts'
import { blank, characterWidth, line, nothing, paragraph, sizes, titleLine, words } from './gbt9704.ts'
import { lyingDown, numbered, tableOf } from './tableDocument.ts'

export const unnumbered = {
  default: new Footer({ children: [nothing()] }),
  even: new Footer({ children: [nothing()] }),
}
export const unmarked = { default: new Header({ children: [nothing()] }), even: new Header({ children: [nothing()] }) }

/** 附件 at the left of the first line, its title centred on the third (7.3.7). */
export const annexText = ({ title, chapters }: PaperAnnex): FileChild[] => [
  line([words('附件', 'hei', sizes.three)], { pageBreakBefore: true }),
  blank(),
  ...titleLines(title).map(titleLine),
  blank(),
  ...chapters.flatMap(({ heading, paragraphs }) => [
    line([words(heading, 'hei', sizes.three)], { indent: { firstLine: 2 * characterWidth }, keepNext: true }),
    ...paragraphs.map((text) => paragraph(text)),
  ]),
]

/** The table of an annex on pages lying down. */
export const tablePages = ({ title, ...table }: PaperAnnex['tables'][number]): ISectionOptions => ({
  properties: { type: SectionType.NEXT_PAGE, page: lyingDown },
  headers: unmarked,
  footers: numbered,
  children: [...titleLines(title).map(titleLine), blank(), tableOf(table)],
})
