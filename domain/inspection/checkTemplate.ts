/** What the history shows of a check-list that is kept to begin from. */
export const templateFields = {
  name: { name: { zh: '名称', en: 'Name' } },
  aspect: { name: { zh: '方面', en: 'Aspect' } },
  points: { name: { zh: '检查要点', en: 'Check-list' } },
  isRetired: { name: { zh: '已停用', en: 'Retired' } },
} as const
