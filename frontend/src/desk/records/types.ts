/** The records of the back office as its API describes them, under the names the pages use. */
import type { ReviewedRequestView } from '@/api/desk/types.gen';

export type {
  AuditView as AuditRecord,
  ClientCommentView as ClientComment,
  ClientGroupView as ClientGroup,
  ClientJobRowView as ClientJobRow,
  ClientJobView as ClientJob,
  ClientRequestView as ClientRequest,
  ClientRowView as ClientRow,
  ClientView as Client,
  CountsView as RequestCounts,
  DealView as Deal,
  DeskAccountView as Account,
  DeskKycRecordView as KycRecord,
  DeskRequestView as DeskRequest,
  DeskWithdrawalView as Withdrawal,
  EntryView as Entry,
  HouseAccountView as HouseAccount,
  JobForm,
  JobRowView as BatchRow,
  JobView as Batch,
  KycSheetView as KycSheet,
  LoginEventView as LoginEvent,
  LogLineView as LogLine,
  OperationView as Operation,
  OrderView as Order,
  PermissionView,
  PositionView as Position,
  ReadClientDetailsResponse as WithdrawalDetails,
  RequestType,
  ReviewedAccountView as ReviewedAccount,
  ReviewedClientView as ReviewedClient,
  ReviewedDecisionsView as ReviewedDecisions,
  ReviewedDecisionView as ReviewedDecision,
  ReviewedKycView as ReviewedKyc,
  ReviewedRequestView as ReviewedRequest,
  RoleView as Role,
  ScopeView as Scope,
  SettingVersionView as SettingVersion,
  SettingView as Setting,
  StaffView as Member,
  TotalView as Total,
  TransactionView as Transaction,
  TreeNodeView as TreeNode,
  TreeView as Tree,
  WalletLineView as WalletLine,
  WalletRowView as WalletRow,
  WalletView as Wallet,
} from '@/api/desk/types.gen';

export type RequestDetails = ReviewedRequestView['details'];

/** In the order in which the queue offers them. */
export const REQUEST_TYPES = [
  'trader_registration',
  'ib_registration',
  'upgrade_to_ib',
  'open_account',
  'update_leverage',
  'reset_password',
  'deposit',
  'withdrawal',
  'transfer',
  'withdrawal_details',
  'kyc',
  'erasure',
] as const;

export const REQUEST_STATUSES = [
  'pending',
  'executing',
  'approved',
  'rejected',
  'cancelled',
] as const;

/** Answers that are complete lists. */
export interface Items<T> {
  items: T[];
}
