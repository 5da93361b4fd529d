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

    /// <summary>Name, address and defaults of the company.</summary>
    EditCompany,

    /// <summary>Queue pushes, and take back those that have not begun.</summary>
    Push,

    /// <summary>Settle what only a person can: unclear pushes, missing copies, undoing.</summary>
    DecidePushes,

    /// <summary>Connect, test and disconnect systems, and choose how they are used: automatic push, numbers, accounts.</summary>
    ManageConnections,

    /// <summary>Choose accounts, VAT and links between records here and there.</summary>
    ManageMappings,

    /// <summary>See who did what, and from where; check it and take it along; take away what it says of people.</summary>
    ReadAudit,
}
