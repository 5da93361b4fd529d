using PennaPay.Billy.Core.Links;

namespace PennaPay.Billy.Core.Sync;

/// <summary>What is kept alike as one: its direction, its fields and what may be created are chosen together. Stored as a number: add at the end.</summary>
public enum SyncModule
{
    /// <summary>Customers that are companies.</summary>
    Organizations,

    /// <summary>Customers that are private persons.</summary>
    Contacts,

    Products,

    /// <summary>Invoices and credit notes: ours go there as drafts, theirs come here with what was paid.</summary>
    Invoices,
}

public static class SyncModules
{
    /// <summary>What sort of record a module's are.</summary>
    public static RecordKind KindOf(this SyncModule module) => module switch
    {
        SyncModule.Products => RecordKind.Product,
        SyncModule.Invoices => RecordKind.Invoice,
        _ => RecordKind.Contact,
    };
}
