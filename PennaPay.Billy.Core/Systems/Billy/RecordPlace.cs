namespace PennaPay.Billy.Core.Systems.Billy;

/// <summary>Where a person finds a record of Billy's.</summary>
public abstract record RecordPlace
{
    private RecordPlace()
    {
    }

    /// <summary>Nowhere: there is no such kind of record, or this cannot be an id of one.</summary>
    public sealed record Nowhere : RecordPlace;

    /// <summary>It is the copy of an invoice that is here.</summary>
    /// <param name="Id">Ours.</param>
    public sealed record Invoice(Guid Id) : RecordPlace;

    /// <summary>It is the contact of a customer who is here.</summary>
    /// <param name="Id">Ours.</param>
    public sealed record Customer(Guid Id) : RecordPlace;

    /// <summary>It is the same as a product that is here.</summary>
    /// <param name="Id">Ours.</param>
    public sealed record Product(Guid Id) : RecordPlace;

    /// <summary>Nothing is known of it here; whether Billy has it, its own page tells.</summary>
    /// <param name="Page">An address of Billy's, or of the sandbox that stands in for it.</param>
    public sealed record Billys(Uri Page) : RecordPlace;

    /// <summary>Nothing is known of it here, nor where the organisation's pages are.</summary>
    public sealed record OnlyInBilly : RecordPlace;
}
