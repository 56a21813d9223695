import { documentDate } from '#domain/kernel/letter.ts'
import type { PaperContent } from '#domain/kernel/paper.ts'
import { aspects } from './check.ts'
import type { Inspection } from './inspection.api.ts'

type Given = Pick<Inspection, 'title' | 'aspect' | 'scope' | 'startsOn' | 'request' | 'points' | 'notifiedOn'> & {
  readonly divisions: readonly { readonly name: { readonly zh: string } }[]
}

/** 检查通知: what is checked, when and by which points. Before it is sent out it bears no day. */
export function noticeOfInspection(inspection: Given, sender: string): PaperContent {
  const { title, aspect, scope, startsOn, request, points, notifiedOn, divisions } = inspection
  const ground = request
    ? `根据${request.document}（${documentDate(request.on)}）要求`
    : '根据我办政府绩效评估与管理有关规定'
  return {
    ...{ sender, mark: `${sender}文件`, number: null, signer: null, printedBy: sender, isSealed: true },
    title: `${sender}关于开展“${title}”专项检查的通知`,
    to: divisions.map(({ name }) => name.zh).join('、'),
    paragraphs: [
      `${ground}，办绩效办定于${documentDate(startsOn)}开展“${title}”专项检查。现将有关事项通知如下：`,
      `一、检查方面：${aspects[aspect].zh}。`,
      `二、检查范围：${scope.split('\n').filter(Boolean).join('；')}`,
      '三、检查方式：对照检查要点（见附件）逐项查看；发现的问题送被检查处回复后处理。',
      '请各被检查处处长知悉并做好准备，予以配合。',
      '特此通知。',
    ],
    attachments: [],
    attendance: [],
    datedOn: notifiedOn,
    annex: {
      title: '检查要点',
      chapters: [],
      tables: [
        {
          title: '检查要点',
          columns: [
            { name: '序号', share: 8, isCentred: true },
            { name: '检查要点', share: 92 },
          ],
          rows: points.map(({ words }, at) => [String(at + 1), words]),
        },
      ],
    },
  }
}
