using System.Collections.Frozen;

namespace PennaPay.Billy.Core.Audit;

/// <summary>Every action that the audit has, by what it is about.</summary>
public static class AuditActions
{
    private static readonly FrozenDictionary<AuditTopic, string[]> Actions = new Dictionary<AuditTopic, string[]>
    {
        [AuditTopic.SignIn] =
        [
            "session.started", "session.confirmed", "session.ended", "sessions.ended", "sign-in.refused", "sign-in.delayed", "sign-in.throttled",
            "password.changed", "password.reset", "workspace.created", "set-up.refused",
        ],
        [AuditTopic.Connections] =
        [
            "connection.sign_in", "connection.returned", "connection.to_choose", "connection.chosen", "connection.chose_none", "connection.connected", "connection.refused", "connection.token_replaced", "connection.replaced", "connection.tested", "connection.disconnected",
            "connection.paused", "connection.resumed", "connection.settings", "connection.numbering", "postings.chosen", "link.forgotten",
            "webhook.made", "webhook.removed", "debtor.chosen",
            "sync.answered", "sync.answer_taken_back", "key.created", "key.rotated", "key.revoked",
        ],
        [AuditTopic.Pushes] =
        [
            "invoice.pushed", "invoices.pushed", "invoice.sent_on", "pushes.cancelled", "push.undone", "push.adopted", "push.sent_again", "push.given_up", "push.cancelled",
            "documents.seen",
        ],
        [AuditTopic.Synchronization] = ["sync.settings", "sync.started", "sync.stopped", "sync.undone", "records.synced", "records.load_begun", "records.loaded", "source.excluded", "source.included", "source.read_now", "source.payments_again", "source.push_on", "source.push_changed", "source.push_off"],
        [AuditTopic.Records] =
        [
            "invoice.created", "invoice.changed", "invoice.sent", "invoice.deleted", "invoice.archived", "invoice.restored", "invoices.imported",
            "import.broken_off", "import.undone", "import.kept", "import.forgotten", "columns.remembered", "columns.forgotten", "samples.removed",
            "customer.created", "customer.changed", "customer.deleted", "customer.archived", "customer.restored", "customers.created", "product.created", "product.changed", "product.deleted",
            "products.created",
        ],
        [AuditTopic.Settings] = ["company.changed", "preferences.changed", "filter.saved", "filter.deleted", "list.arranged", "field.added", "field.changed", "field.moved", "field.removed"],
        [AuditTopic.Exports] = ["history.exported", "audit.exported", "receivables.exported", "orders.exported"],
        [AuditTopic.Audit] = ["audit.verified", "audit.forgotten", "audit.sealed", "audit.cut_off", "key.found", "key.lost"],
    }.ToFrozenDictionary();

    public static IEnumerable<string> All => Actions.Values.SelectMany(actions => actions);

    public static IReadOnlyList<string> Of(AuditTopic topic) => Actions[topic];
}
