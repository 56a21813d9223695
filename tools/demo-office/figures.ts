/**
 * Figures that the demo office's divisions give besides passengers, which are real. All of these are invented.
 * In order of the periods of 2025; 'nil' is a nil return, null nothing given.
 */
export const figures: Readonly<Record<string, readonly (string | null)[]>> = {
  福田口岸旅客最长候检时间: ['26', '24', '22', '25', '23', '24', '26', '28', '22', '24'],
  主动公开信息条数: ['22', '20', '25', '24', '21', '26', '23', '22', '24', '25'],
  有效投诉按期办结率: ['nil', 'nil', '100.0', 'nil', 'nil', '100.0', '100.0', 'nil', 'nil', 'nil'],
  行政处罚错案率: ['0.00', '0.00', '0.00', '0.00', '0.00', '0.00', '0.00', '0.00', '0.00', null],
  白皮书任务完成率: ['22.0', '47.5', '72.3'],
  皇岗口岸重建投资完成率: ['18.5', '44.0', '71.4'],
  施工期间皇岗口岸旅客最长候检时间: ['27', '29', '28'],
  罗湖口岸升级改造投资完成率: ['20.1', '46.8', '69.9'],
  组合港新增航线: ['1', '2', null],
  旅客满意度: ['96.2'],
  无缝清关清单份数: ['2136'],
}

/** What did not go the straight way, by indicator and period. */
export const exceptions = {
  /** Handed in two working days after the external due day: the whole report went out late. */
  late: { indicator: '文锦渡口岸旅客人次', period: '2025-03' },
  /** Handed in a working day after the internal due day. */
  internallyLate: { indicator: '皇岗口岸旅客人次', period: '2025-04' },
  /** Reported with a wrong figure, corrected a week later. */
  corrected: {
    indicator: '莲塘口岸旅客人次',
    period: '2025-06',
    typed: '228.9',
    correctedOn: '2025-07-15',
    signedOn: '2025-07-16',
    reason: '6月28日数据重复计入一次。',
  },
  /** Returned once by the coordinating division and handed in again the same day. */
  returned: { indicator: '深圳湾口岸旅客人次', period: '2025-08', reason: '8月31日夜间延时通关人次是否计入，请核实。' },
} as const

/** How October stands on the demo's day: what is not named here has been signed and accepted. */
export const october = {
  signedOn: '2025-11-04',
  acceptedOn: '2025-11-05',
  missing: ['皇岗口岸旅客人次'],
  /** Signed by the head, not accepted yet. */
  signedLater: ['福田口岸旅客人次'],
  /** Waiting for the head's signature. */
  unsigned: ['福田口岸旅客最长候检时间', '有效投诉按期办结率'],
  returned: { indicator: '深圳湾口岸旅客人次', reason: '10月31日夜间延时通关人次是否计入，请核实。' },
} as const
