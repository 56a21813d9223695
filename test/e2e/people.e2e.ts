import { dutyOf } from './october.ts'
import { expect, password, test } from './office.ts'
import { choose, heading, languagesBeside, sayIn, todo } from './words.ts'

const waiting = '福田口岸旅客最长候检时间'

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`a head names a substitute, who signs in his place while he is away (${language})`, async ({ as, office }) => {
    const head = await as('chenjiahe', { language })
    const performanceOffice = await as('hejingming', { language })
    const officer = await as('zhouyining', { language })

    await test.step('the head names his officer', async () => {
      await head.goto('/stand-ins')
      await head.getByRole('button', { name: say('指定主持工作者', 'Name a substitute') }).click()
      const dialog = head.getByRole('dialog')
      await choose(dialog, say('由谁代', 'Stand-in'), '周以宁')
      await dialog.getByLabel(say('事由', 'Reason')).fill('赴京参加培训')
      await dialog.getByRole('button', { name: say('指定主持工作者', 'Name a substitute') }).click()
      await expect(dialog).toBeHidden()
      await expect(head.getByRole('main')).toContainText('周以宁')
      const absence = head.getByRole('button', { name: say('登记离岗', 'Record an absence') })
      await absence.click()
      await expect(head.getByRole('dialog')).toContainText(say('上级岗位或办绩效办登记', 'the post above'))
      await head.keyboard.press('Escape')
    })

    await test.step('the performance office records that he is away', async () => {
      await performanceOffice.goto('/stand-ins')
      await performanceOffice.getByRole('button', { name: say('登记离岗', 'Record an absence') }).click()
      const dialog = performanceOffice.getByRole('dialog')
      const post = say('陈嘉禾　陆路口岸一处处长', '陈嘉禾　Head of division, First Land Ports Division')
      await choose(dialog, say('谁离岗', 'Who is absent'), post)
      await dialog.getByLabel(say('返岗日', 'Back on')).fill('2025-11-15')
      await dialog.getByLabel(say('依据', 'Basis')).fill('市委组织部培训通知')
      await dialog.getByRole('button', { name: say('登记离岗', 'Record an absence') }).click()
      await expect(dialog).toBeHidden()
      await expect(performanceOffice.getByRole('main')).toContainText(say('今天1人离岗', 'Today 1 absent'))
    })

    await test.step('the officer acts in his place, signs October and goes back to the own post', async () => {
      await officer.goto('/sessions')
      await officer.locator('.bar-menu').last().getByRole('button').first().click()
      await officer
        .getByRole('button', {
          name: say('陆路口岸一处处长（代陈嘉禾）', 'Head of division, First Land Ports Division (in place of 陈嘉禾)'),
        })
        .click()
      const strip = officer.getByRole('region', { name: say('主持工作', 'Substitute'), exact: true })
      await expect(strip).toContainText(say('至11月14日', 'until 14 Nov'))
      await officer.goto('/duties/sign/2025-10')
      const sign = say('签字提交', 'Sign and submit')
      await officer.getByRole('button', { name: sign }).click()
      const dialog = officer.getByRole('dialog')
      await dialog.getByLabel(say('请再次输入登录密码', 'Your password again')).fill(password)
      await dialog.getByRole('button', { name: sign }).click()
      await expect(dialog).toBeHidden()
      await strip.getByRole('button', { name: say('退出代办', 'Back to my own post') }).click()
      await expect(strip).toBeHidden()
    })

    await test.step('the duty says who signed, and for whom', async () => {
      await head.goto(`/duties/${await dutyOf(office, 'L1', waiting)}`)
      await expect(head.getByRole('main')).toContainText(say('周以宁（代陈嘉禾）', '周以宁 (in place of 陈嘉禾)'))
    })
  })

  test(`a division is renamed and another merged, with a successor for everything (${language})`, async ({
    as,
    office,
  }) => {
    const page = await as('hejingming', { language })
    const settle = page.getByRole('button', { name: say('确定机构调整', 'Settle the reorganisation') })
    const save = page.getByRole('button', { name: say('保存', 'Save'), exact: false }).first()

    await test.step('what has no successor is refused, and says what would be left', async () => {
      await page.goto('/organization?tab=divisions')
      await page.getByRole('link', { name: say('机构调整', 'Reorganisations') }).click()
      await page.getByRole('button', { name: say('草拟机构调整', 'Draft a reorganisation') }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(say('生效日', 'From')).fill('2025-11-10')
      await dialog.getByLabel(say('依据文件', 'Ordered by')).fill('深编〔2025〕12号')
      await dialog.getByRole('button', { name: say('草拟机构调整', 'Draft a reorganisation') }).click()
      await expect(heading(page, /深编〔2025〕12号/)).toBeVisible()
      await page.getByRole('button', { name: say('增加：更名', 'Add: Renamed') }).click()
      const renamed = page.getByRole('group', { name: say('更名', 'Renamed'), exact: true })
      await choose(renamed, say('处', 'Division'), say('信息化处', 'Information Division'))
      await renamed.getByLabel(say('名称', 'Name'), { exact: true }).fill('数据处')
      await renamed.getByLabel(say('英文名称', 'English name')).fill('Data Division')
      await page.getByRole('button', { name: say('增加：终止', 'Add: Ended') }).click()
      const ended = page.getByRole('group', { name: say('终止', 'Ended'), exact: true })
      const planning = say('规划建设处', 'Planning and Construction Division')
      await choose(ended, say('终止的处', 'Division that ends'), planning)
      await save.click()
      await expect(settle).toHaveAccessibleDescription(new RegExp(say('没有承接处', 'without a successor')))
      await choose(ended, say('承接处', 'Successor'), say('综合法规处', 'General and Legal Affairs Division'))
      await save.click()
      await expect(settle).not.toHaveAttribute('aria-disabled', 'true')
      await expect(page.getByRole('main')).toContainText('邓若谷')
    })

    await test.step('it is settled, and on its day everything has gone to the successor', async () => {
      await settle.click()
      const dialog = page.getByRole('dialog')
      await expect(dialog).toContainText(say('自2025年11月10日起', 'From 10 Nov 2025'))
      await expect(dialog).toContainText(say('须另行处理', 'have to be settled'))
      await dialog.getByRole('button', { name: say('确定机构调整', 'Settle the reorganisation') }).click()
      await expect(dialog).toBeHidden()
      await expect(page.getByRole('main').locator('.chips').first()).toContainText(say('待生效', 'To take effect'))
      const before = await as('songzhili', { language })
      await before.goto('/items')
      await office.clock('2025-11-10')
      await page.reload()
      await expect(page.getByRole('main').locator('.chips').first()).toContainText(say('已生效', 'In effect'))
      await page.goto('/organization?tab=divisions')
      await expect(page.getByRole('main')).toContainText(say('数据处', 'Data Division'))
      await expect(page.getByRole('main')).toContainText(say('至2025年11月9日', 'to 9 Nov 2025'))
    })
  })

  test(`somebody leaves: one sheet, a successor for each row, both sign, one act (${language})`, async ({ as }) => {
    const leaver = await as('tangyiming', { language })
    const head = await as('dengruogu', { language })
    const performanceOffice = await as('hejingming', { language })

    await test.step('who leaves lists what is open, names successors and signs', async () => {
      await leaver.goto('/handovers')
      await leaver.getByRole('button', { name: say('拟定交接表', 'Draw up a handover sheet') }).click()
      const dialog = leaver.getByRole('dialog')
      await dialog.getByLabel(say('自哪天起不在岗', 'Gone from')).fill('2025-11-20')
      await dialog.getByLabel(say('事由', 'Reason')).fill('调任福田区口岸办')
      await dialog.getByRole('button', { name: say('拟定交接表', 'Draw up a handover sheet') }).click()
      await expect(heading(leaver, /唐一鸣/)).toBeVisible()
      const successors = leaver.getByRole('combobox', { name: new RegExp(say('承接人', 'Successor')) })
      await expect(successors.first()).toBeVisible()
      for (const one of await successors.all()) {
        await one.click()
        await one.fill('邓若谷')
        await leaver.locator('.ant-select-dropdown:visible').getByText('邓若谷', { exact: true }).click()
      }
      await leaver.getByRole('button', { name: say('保存', 'Save') }).click()
      const sign = leaver.getByRole('button', { name: say('移交签字', 'Sign as who leaves') })
      await sign.click()
      await dialog.getByLabel(say('请再次输入登录密码', 'Your password again')).fill(password)
      await dialog.getByRole('button', { name: say('移交签字', 'Sign as who leaves') }).click()
      await expect(dialog).toBeHidden()
    })

    await test.step('the successor finds it among the to-dos and signs', async () => {
      await head.goto('/')
      await todo(head, say('唐一鸣的工作交接', 'Handover of 唐一鸣')).getByRole('link').first().click()
      const sign = head.getByRole('button', { name: say('接收签字', 'Sign as who receives') })
      await expect(sign).toBeFocused()
      await sign.click()
      const dialog = head.getByRole('dialog')
      await dialog.getByLabel(say('请再次输入登录密码', 'Your password again')).fill(password)
      await dialog.getByRole('button', { name: say('接收签字', 'Sign as who receives') }).click()
      await expect(dialog).toBeHidden()
    })

    await test.step('the performance office carries it out, and the items have passed', async () => {
      await performanceOffice.goto('/')
      await todo(performanceOffice, say('唐一鸣的工作交接', 'Handover of 唐一鸣')).getByRole('link').first().click()
      const apply = performanceOffice.getByRole('button', { name: say('办理交接', 'Carry out the handover') })
      await expect(apply).toBeFocused()
      await apply.click()
      await expect(performanceOffice.locator('.chips').first()).toContainText(say('已交接', 'Handed over'))
      await leaver.goto('/handovers')
      await expect(leaver.getByRole('main')).toContainText(say('已交接', 'Handed over'))
    })
  })
}
