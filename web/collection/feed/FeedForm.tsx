import { Checkbox, Form, Input, Radio } from 'antd'
import { listFeedHosts } from '#domain/collection/feedHost.api.ts'
import { addFeed, changeFeed, type FeedSource } from '#domain/collection/feedSource.api.ts'
import {
  type FeedFormat,
  type FeedKind,
  feedFormatNames,
  feedFormats,
  feedKindNames,
  feedKinds,
} from '#domain/collection/feedSource.ts'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useRead } from '#web/kernel/queries.ts'

type Values = {
  name: string
  kind: FeedKind
  format: FeedFormat
  fileName?: string
  address?: string
  isDaily?: boolean
}
type Props = {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** The feed to be changed; without one a new one is added. */
  readonly feed?: FeedSource
  readonly onAdded?: (feed: FeedSource) => void
}

const contentOf = ({ name, kind, format, fileName, address, isDaily }: Values) => ({
  ...{ name, kind, format, fileName: fileName ?? '' },
  address: kind === 'address' ? (address ?? '') : null,
  isDaily: kind === 'address' && isDaily === true,
})

/** Adds a feed or changes one. */
export function FeedForm({ isOpen, onClose, feed, onAdded }: Props) {
  if (!feed)
    return (
      <FormDialog<typeof addFeed, Values>
        endpoint={addFeed}
        address={{}}
        title={addFeed.summary}
        {...{ isOpen, onClose }}
        initial={{ kind: 'file', format: 'xlsx' }}
        bodyOf={contentOf}
        done={{ zh: '已登记', en: 'Added' }}
        {...(onAdded ? { onDone: onAdded } : {})}
      >
        <Fields />
      </FormDialog>
    )
  const { id, version, name, kind, format, fileName, address, isDaily } = feed
  return (
    <FormDialog<typeof changeFeed, Values>
      endpoint={changeFeed}
      address={{ id }}
      title={{ zh: `修改“${name}”`, en: `Change “${name}”` }}
      {...{ isOpen, onClose }}
      initial={{ name, kind, format, fileName, address: address ?? '', isDaily }}
      bodyOf={(values) => ({ ...contentOf(values), version })}
      done={{ zh: '已修改', en: 'Changed' }}
    >
      <Fields />
    </FormDialog>
  )
}

function Fields() {
  const text = useText()
  const kind = Form.useWatch<FeedKind | undefined>('kind')
  const { name, kind: kinds, format, fileName } = addFeed.body.shape
  return (
    <>
      <FormItem name="name" label={{ zh: '名称', en: 'Name' }} schema={name}>
        <Input placeholder={text({ zh: '如：口岸通关月报', en: 'such as: monthly clearance table' })} />
      </FormItem>
      <FormItem name="kind" label={{ zh: '来源', en: 'Source' }} schema={kinds}>
        <Radio.Group options={feedKindNames.map((value) => ({ value, label: text(feedKinds[value]) }))} />
      </FormItem>
      <FormItem
        name="format"
        label={{ zh: '格式', en: 'Format' }}
        schema={format}
        hint={{
          zh: '每日客流文件（CSV）按口岸、月份累计后读入，不满一个月的不读。',
          en: 'The daily passenger file (CSV) is added up by port and month; a month that has only begun is left out.',
        }}
      >
        <Radio.Group options={feedFormatNames.map((value) => ({ value, label: text(feedFormats[value]) }))} />
      </FormItem>
      {kind === 'address' ? (
        <AddressFields />
      ) : (
        <FormItem
          name="fileName"
          label={{ zh: '文件名', en: 'File name' }}
          schema={fileName.optional()}
          hint={{
            zh: '每期上传的文件叫什么、从哪里来，供接手的人查找。',
            en: 'What the file of each period is called and where it comes from.',
          }}
        >
          <Input />
        </FormItem>
      )}
    </>
  )
}

function AddressFields() {
  const text = useText()
  const hosts = useRead(listFeedHosts, {})
  const names = (hosts.data?.rows ?? []).map(({ host, port }) => `${host}:${port}`)
  const { address, isDaily } = addFeed.body.shape
  return (
    <>
      <FormItem
        name="address"
        label={{ zh: '地址', en: 'Address' }}
        schema={address.unwrap().min(1)}
        hint={{
          zh: `允许取数的主机：${names.join('、') || '还没有'}。另有需要的，请系统管理员允许。`,
          en: `Allowed hosts: ${names.join(', ') || 'none yet'}. The system administrator allows others.`,
        }}
      >
        <Input placeholder="https://" />
      </FormItem>
      <FormItem
        name="isDaily"
        label={{ zh: '自动读取', en: 'By itself' }}
        schema={isDaily.optional()}
        valuePropName="checked"
      >
        <Checkbox>
          {text({ zh: '有待填报的数据时，每日自动读取一次', en: 'Read once a day while figures are to be filled in' })}
        </Checkbox>
      </FormItem>
    </>
  )
}
