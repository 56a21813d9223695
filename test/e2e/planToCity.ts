import type { Page } from '@playwright/test'
import { expect } from './office.ts'
import { chips, choose, type Say, signOff, todo } from './words.ts'

type As = (userName: string) => Promise<Page>

/** A report to the city is drafted from the issued plan and laid before a division, which co-signs it. */
export async function draftReport(staff: Page, as: As, say: Say): Promise<void> {
  await staff.goto('/plans/2026/municipal')
  await staff.getByRole('button', { name: say('拟报告', 'Draft a report') }).click()
  await expect(staff.getByRole('article')).toContainText('以深口绩〔2025〕9号印发')
  await staff.getByRole('button', { name: say('送会签', 'Ask for co-signature') }).click()
  const dialog = staff.getByRole('dialog')
  await choose(dialog, say('会签的处', 'Divisions'), say('秘书处', 'Secretariat'))
  await staff.keyboard.press('Escape')
  await dialog.getByRole('button', { name: say('送会签', 'Ask for co-signature') }).click()
  await expect(staff.getByRole('main')).toContainText(say('待会签', 'Asked'))
  const chief = await as('suwenlan')
  await chief.goto('/todos')
  await todo(chief, say('会签', 'Co-sign')).getByRole('link').click()
  const agree = chief.getByRole('button', { name: say('同意会签', 'Agree') })
  await expect(agree).toBeFocused()
  await agree.press('Enter')
  await expect(chief.getByRole('table')).toContainText('苏文澜')
}

/** Signed off and numbered, it is what the record of the sending names. */
export async function sendReport(staff: Page, head: Page, as: As, say: Say): Promise<void> {
  await head.goto('/todos')
  await todo(head, /报送2026年度绩效工作方案的报告/)
    .getByRole('link')
    .click()
  await head.getByRole('button', { name: say('核稿', 'Check') }).click()
  await expect(chips(head)).toContainText(say('已核稿', 'Checked'))
  const leader = await as('shenhuaiyuan')
  await leader.goto(new URL(head.url()).pathname)
  await signOff(leader, say)
  await head.reload()
  await head.getByRole('button', { name: say('印发', 'Issue') }).click()
  const issuing = head.getByRole('dialog')
  await issuing.getByLabel(say('文号', 'Document number')).fill('深口绩〔2025〕10号')
  await issuing.getByRole('button', { name: say('印发', 'Issue') }).click()
  await expect(head.getByRole('article')).toContainText('签发人：沈怀远')
  await staff.goto('/plans/2026/municipal')
  await staff.getByRole('button', { name: say('登记报送市绩效办', 'Record that the plan went to the city') }).click()
  const recording = staff.getByRole('dialog')
  await expect(recording).toContainText('深口绩〔2025〕10号')
  await choose(recording, say('报送方式', 'Way'), say('纸质', 'Paper'))
  await recording.getByRole('button', { name: say('登记', 'Record') }).click()
  const sent = staff.getByRole('table', { name: say('报送记录', 'When it was sent') })
  await expect(sent.getByRole('link', { name: '深口绩〔2025〕10号' })).toBeVisible()
}
