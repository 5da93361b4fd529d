namespace PennaPay.Billy.Core.Access;

/// <summary>What a change needs. Reading needs none of these but the last: whoever is in a workspace sees all the rest of it.</summary>
public enum Permission
{
    /// <summary>Filters, columns, language, theme and messages of one's own.</summary>
    KeepOwnPreferences,

    /// <summary>Write, change, mark as sent and delete invoices.</summary>
    EditInvoices,

    /// <summary>Bring invoices in from files and samples, with the customers and products that they need.</summary>
    ImportInvoices,

    EditCustomers,

    EditProducts,

    /// <summary>Name, address and defaults of the company, and the fields that it gives its records.</summary>
    EditCompany,

    /// <summary>Queue pushes, and take back those that have not begun.</summary>
    Push,

    /// <summary>Settle what only a person can: unclear pushes, missing copies, undoing.</summary>
    DecidePushes,

    /// <summary>Keep records alike here and in a connected account: start runs, answer what they ask, take back what they wrote.</summary>
    Synchronize,

    /// <summary>Test connections, let their queues go on, and choose how they are used: numbers, accounts.</summary>
    ManageConnections,

    /// <summary>
    /// Give an access token and take it away, give programs keys, let pushes go by themselves, and take names out of the audit. The password must have been typed a moment ago
    /// (<see cref="Session.IsConfirmed"/>): whoever finds an open page may not go so far.
    /// </summary>
    GrantAccess,

    /// <summary>Choose accounts, VAT and links between records here and there.</summary>
    ManageMappings,

    /// <summary>See who did what, and from where; check it and take it along; take away what it says of people.</summary>
    ReadAudit,
}
