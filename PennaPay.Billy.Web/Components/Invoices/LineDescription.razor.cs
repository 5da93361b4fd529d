using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>What a line is for: any text, with the products that the text could mean.</summary>
public sealed partial class LineDescription
{
    private readonly string id = $"description{Guid.NewGuid():N}";
    private readonly OptionKeys keys = new();
    private IReadOnlyList<ProductRow> found = [];
    private string? typed;
    private int searches;

    [Inject] public required IStringLocalizer<InvoiceTexts> Texts { get; init; }

    [Inject] public required ILogger<LineDescription> Logger { get; init; }

    [Parameter, EditorRequired] public InvoiceLineForm Line { get; set; } = default!;

    /// <summary>The invoice's; a product's price in it is shown.</summary>
    [Parameter] public string? Currency { get; set; }

    [Parameter] public string? Error { get; set; }

    /// <summary>The products that a text could mean, the best few.</summary>
    [Parameter, EditorRequired] public required Func<string?, Task<IReadOnlyList<ProductRow>>> Search { get; set; }

    /// <summary>Asked for when the line is to be filled from a product.</summary>
    [Parameter] public EventCallback<Guid> Chosen { get; set; }

    [Parameter] public EventCallback Changed { get; set; }

    private bool IsOpen => found.Count > 0;

    private string? DescribedBy
    {
        get
        {
            var parts = string.Join(' ', new[] { Error is null ? null : $"{id}-error", Line.ProductId is null ? null : $"{id}-mark" }.OfType<string>());
            return parts.Length == 0 ? null : parts;
        }
    }

    // A product without a price in the invoice's currency leaves the line's own: the one in kroner is only told.
    private string? PriceOf(ProductRow product) => product.PriceIn(Currency) is { } price ? Format.Amount(price)
        : product.UnitPrice is { } own ? Format.Money(own, Currencies.DanishKrone)
        : null;

    private async Task TypeAsync(string? text)
    {
        typed = text;
        Write(text);
        await Changed.InvokeAsync();
        if (string.IsNullOrWhiteSpace(text))
            Close();
        else
            await OfferAsync(text);
    }

    // Enter chooses a product and ends the typing: what was typed until then must not take the product's place.
    private Task LeaveAsync(ChangeEventArgs change)
    {
        if (change.Value as string == (typed ?? Line.Description))
            return Task.CompletedTask;
        typed = change.Value as string;
        Write(typed);
        return Changed.InvokeAsync();
    }

    private void Write(string? text)
    {
        Line.Description = text;
        // A line that begins anew is no longer what the product said.
        if (string.IsNullOrWhiteSpace(text))
            Line.ProductId = null;
    }

    private async Task OfferAsync(string? text)
    {
        var search = ++searches;
        try
        {
            var products = await Search(text);
            // The user typed on, or left.
            if (search == searches)
                (found, keys.Active) = (products, -1);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A half-written invoice is worth more than the offer.
            Log.SearchFailed(Logger, fault);
            Close();
        }
    }

    private Task PressAsync(KeyboardEventArgs key) => keys.PressAsync(
        key.Key, found.Count, () => OfferAsync(Line.ProductId is null ? Line.Description : null), Close, option => ChooseAsync(found[option]));

    private Task ChooseAsync(ProductRow product)
    {
        Close();
        return Chosen.InvokeAsync(product.Id);
    }

    private void Close()
    {
        searches++;
        (found, keys.Active) = ([], -1);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The products that a text could mean could not be read.")]
        public static partial void SearchFailed(ILogger logger, Exception fault);
    }
}
