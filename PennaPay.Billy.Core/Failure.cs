namespace PennaPay.Billy.Core;

/// <summary>One refusal that a user can meet. The dashboard turns the code into a sentence and a next step.</summary>
/// <param name="Code">One of <see cref="FailureCodes"/>; stable, so that support and the help page can refer to it.</param>
/// <param name="Detail">What is particular to this case, in words (the other system's own answer, an account code, an amount); free of secrets.</param>
/// <param name="Fields">Its messages per field, when it sent any.</param>
public sealed record Failure(string Code, string? Detail = null, IReadOnlyList<FieldMessage>? Fields = null)
{
    /// <summary>Whether it was refused here, before the other system was asked to take it; else that system refused it.</summary>
    public bool IsStoppedHere => FailureCodes.StoppedHere.Contains(Code);
}

/// <summary>The stable codes of every refusal.</summary>
public static class FailureCodes
{
    public const string NotConnected = "not_connected";
    public const string TokenRejected = "token_rejected";
    public const string ConnectionForbidden = "connection_forbidden";
    public const string OrganizationLocked = "organization_locked";
    public const string EncryptionKeyMissing = "encryption_key_missing";
    public const string RateLimited = "rate_limited";
    public const string SystemUnavailable = "billy_unavailable";
    public const string SystemAway = "system_away";
    public const string ListTooLong = "list_too_long";
    public const string ContactAmbiguous = "contact_ambiguous";
    public const string InvoiceInvalid = "invoice_invalid";
    public const string TotalsDiffer = "totals_differ";
    public const string DraftChanged = "draft_changed";
    public const string DraftBooked = "draft_booked";
    public const string DraftMissing = "draft_missing";
    public const string OutcomeUnknown = "outcome_unknown";
    public const string SentJustNow = "sent_just_now";
    public const string DraftFound = "draft_found";
    public const string DraftTwice = "draft_twice";
    public const string AccountChanged = "account_changed";
    public const string ConnectAgain = "connect_again";
    public const string ScopeMissing = "scope_missing";
    public const string ReadingBrokeOff = "reading_broke_off";
    public const string SignInRefused = "sign_in_refused";
    public const string SignInOver = "sign_in_over";
    public const string SignInFailed = "sign_in_failed";
    public const string SignInOtherAccount = "sign_in_other_account";
    public const string SignInNotSetUp = "sign_in_not_set_up";
    public const string OtherOrganization = "other_organization";
    public const string VatUnmapped = "vat_unmapped";
    public const string VatRulesetMissing = "vat_ruleset_missing";
    public const string AccountUnknown = "account_unknown";
    public const string CurrencyUnknown = "currency_unknown";
    public const string OriginNotTaken = "origin_not_taken";
    public const string SourcePushOff = "source_push_off";
    public const string SourceGone = "source_gone";
    public const string BroughtOver = "brought_over";
    public const string SendingOff = "sending_off";
    public const string CompanyWithoutApi = "company_without_api";
    public const string DebtorMissing = "debtor_missing";
    public const string ReceiverUnreachable = "receiver_unreachable";
    public const string ReceiverWithoutEmail = "receiver_without_email";
    public const string AutomaticSendingOn = "automatic_sending_on";
    public const string SentMarkMissing = "sent_mark_missing";
    public const string AmountsUnclear = "amounts_unclear";
    public const string DeliveryRefused = "delivery_refused";
    public const string DeliveryStuck = "delivery_stuck";
    public const string PausedByOwner = "paused_by_owner";
    public const string CustomerIncomplete = "customer_incomplete";
    public const string NumberTaken = "number_taken";
    public const string InvoiceArchived = "invoice_archived";

    public const string DatabaseDamaged = "database_damaged";
    public const string DatabaseFailing = "database_failing";
    public const string DiskFull = "disk_full";
    public const string QueueHeld = "queue_held";
    public const string ClockJumped = "clock_jumped";

    public const string TooManyPages = "too_many_pages";
    public const string TooManyExports = "too_many_exports";

    public const string KeyMissing = "key_missing";
    public const string KeyUnknown = "key_unknown";
    public const string KeyExpired = "key_expired";
    public const string KeyRevoked = "key_revoked";
    public const string KeyScope = "key_scope";
    public const string KeyTooManyCalls = "key_too_many_calls";
    public const string KeyOtherOrganization = "key_other_organization";

    public const string RecordNotFound = "record_not_found";
    public const string ArgumentsInvalid = "arguments_invalid";
    public const string CursorExpired = "cursor_expired";
    public const string ListChanging = "list_changing";
    public const string ListBeingRead = "list_being_read";
    public const string ListTooLarge = "list_too_large";

    public const string RecordArchived = "record_archived";
    public const string RecordShared = "record_shared";
    public const string RecordInvalid = "record_invalid";
    public const string RecordChanged = "record_changed";
    public const string RecordIncomplete = "record_incomplete";
    public const string RecordValueUnfit = "record_value_unfit";
    public const string RecordInUse = "record_in_use";
    public const string PlanChanged = "plan_changed";
    public const string SyncRunning = "sync_running";
    public const string SyncOff = "sync_off";
    public const string SyncStopped = "sync_stopped";
    public const string RecordTouched = "record_touched";
    public const string SyncFailed = "sync_failed";
    public const string SyncInterrupted = "sync_interrupted";
    public const string SyncNotBegun = "sync_not_begun";
    public const string SyncContactMissing = "sync_contact_missing";
    public const string SyncPaymentsUnknown = "sync_payments_unknown";
    public const string SyncNotOurs = "sync_not_ours";
    public const string InvoiceIncoming = "invoice_incoming";

    /// <summary>The codes of what is refused here before the other system is asked to take it.</summary>
    public static IReadOnlyList<string> StoppedHere { get; } =
    [
        ContactAmbiguous, TotalsDiffer, DraftChanged, DraftBooked, DraftMissing, OtherOrganization, VatUnmapped, VatRulesetMissing, AccountUnknown,
        OriginNotTaken, SourcePushOff, SourceGone, CustomerIncomplete, NumberTaken, InvoiceArchived, ArgumentsInvalid,
        RecordArchived, RecordShared, RecordChanged, RecordIncomplete, RecordValueUnfit, PlanChanged, SyncRunning, SyncOff, SyncNotBegun,
        SyncContactMissing, SyncPaymentsUnknown, SyncNotOurs, InvoiceIncoming, BroughtOver, SendingOff, DebtorMissing, ReceiverUnreachable, AmountsUnclear, AutomaticSendingOn,
    ];

    /// <summary>Every code, in the order of the help page.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        NotConnected, TokenRejected, AccountChanged, ConnectionForbidden, OrganizationLocked, EncryptionKeyMissing, RateLimited,
        ConnectAgain, SignInRefused, SignInOver, SignInFailed, SignInOtherAccount, SignInNotSetUp, ScopeMissing, ReadingBrokeOff,
        SystemUnavailable, SystemAway, ListTooLong, ContactAmbiguous, InvoiceInvalid, TotalsDiffer, DraftChanged, DraftBooked,
        DraftMissing, OutcomeUnknown, SentJustNow, DraftFound, DraftTwice, OtherOrganization, VatUnmapped, VatRulesetMissing, AccountUnknown,
        CurrencyUnknown, OriginNotTaken, SourcePushOff, SourceGone, CustomerIncomplete, NumberTaken, InvoiceArchived, DatabaseDamaged, DatabaseFailing, DiskFull, QueueHeld, ClockJumped,
        TooManyPages, TooManyExports, KeyMissing, KeyUnknown, KeyExpired, KeyRevoked, KeyScope, KeyTooManyCalls, KeyOtherOrganization,
        RecordNotFound, ArgumentsInvalid, CursorExpired, ListChanging, ListBeingRead, ListTooLarge,
        RecordArchived, RecordShared, RecordInvalid, RecordChanged, RecordIncomplete, RecordValueUnfit, RecordInUse, PlanChanged, SyncRunning, SyncOff, SyncNotBegun, SyncStopped, RecordTouched, SyncFailed, SyncInterrupted,
        SyncContactMissing, SyncPaymentsUnknown, SyncNotOurs, InvoiceIncoming,
        CompanyWithoutApi, DebtorMissing, AmountsUnclear, AutomaticSendingOn, SentMarkMissing, BroughtOver, SendingOff, ReceiverUnreachable, ReceiverWithoutEmail, DeliveryRefused, DeliveryStuck, PausedByOwner,
    ];
}
