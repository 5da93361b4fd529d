using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Products;

/// <summary>Something that is sold again and again. A line that is filled from it keeps its own copy of every text and number.</summary>
public sealed class Product : IWorkspaceOwned
{
    /// <summary>The key; made by <see cref="Guid.CreateVersion7()"/>, so it sorts by creation.</summary>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The user's own number for it; unique in the workspace where there is one.</summary>
    public string? Number { get; set; }

    /// <summary>What is sold, in one line.</summary>
    public string Name { get; set; } = "";

    /// <summary>More about it, in several lines.</summary>
    public string? Details { get; set; }

    /// <summary>What is counted, such as <c>timer</c>.</summary>
    public string? Unit { get; set; }

    /// <summary>Price of one in Danish kroner, without VAT; null where each invoice sets its own.</summary>
    public decimal? UnitPrice { get; set; }

    /// <summary>The prices in other currencies, at most one each, by currency.</summary>
    public IReadOnlyList<ProductPrice> Prices { get; set; } = [];

    public VatTreatment Vat { get; set; }

    /// <summary>Account code for the bookkeeping; null for the workspace's default.</summary>
    public string? AccountCode { get; set; }

    /// <summary>What it has in the workspace's own fields, by their keys; those that are empty are not there.</summary>
    public IReadOnlyDictionary<string, string> CustomValues { get; set; } = CustomFields.CustomValues.None;

    /// <summary>Lower-case text that the search looks in; kept by <see cref="RefreshSearchText"/>.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>When it was first stored.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Raised with every save; tells a stale form from a fresh one.</summary>
    public int Version { get; set; } = 1;

    /// <inheritdoc cref="ProductPrice.In"/>
    public decimal? PriceIn(string? currency) => ProductPrice.In(UnitPrice, Prices, currency);

    /// <summary>Brings <see cref="SearchText"/> up to date; call it before storing.</summary>
    public void RefreshSearchText() => SearchText = Values.SearchText.Of(Name, Number);
}
