using System.Text.Json;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;

namespace PennaPay.Billy.Core.Systems.Billit.Terms;

/// <summary>
/// What a shop's invoices become in a company's Billit, as the owner chose; kept as <see cref="SourcePush.Choices"/>. What was
/// transferred already stays as it is when something is chosen anew.
/// </summary>
public sealed record BillitTerms
{
    /// <summary>
    /// Whether lines with the same VAT and ledger account become one line. What the lines say does not go along then.
    /// </summary>
    public bool GroupLines { get; init; }

    /// <summary>Which number the document gets.</summary>
    public NumberUse Number { get; init; } = NumberUse.InvoiceNumber;

    /// <summary>Whether customers are looked for by their e-mail. A stored link holds without it too.</summary>
    public bool ChecksEmail { get; init; } = true;

    /// <summary>Whom all documents are made out to; null for each to its own customer.</summary>
    public DefaultDebtor? DefaultDebtor { get; init; }

    /// <summary>How documents are sent to customers.</summary>
    public Sending Sending { get; init; }

    /// <summary>What becomes of an invoice that is paid already when it is transferred.</summary>
    public PaidOrders PaidOrders { get; init; }

    /// <summary>What VAT becomes, by the code that the shop's lines came with. What has no row is not transferred.</summary>
    public IReadOnlyList<VatMapping> Vat { get; init; } = [];

    /// <summary>Who said that Billit does not send by itself what is unsent, and when; null while nobody has.</summary>
    public Confirmation? AutomaticSendingIsOff { get; init; }

    /// <summary>What a VAT code becomes; null where nothing was chosen.</summary>
    public VatMapping? Of(string? code) => Vat.FirstOrDefault(row => row.Code == code);

    /// <summary>The terms that are stored.</summary>
    internal static BillitTerms Read(string stored) =>
        JsonSerializer.Deserialize<BillitTerms>(stored, JsonSerializerOptions.Web) ?? throw new JsonException("There are no terms.");

    internal string Store() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}

/// <summary>A party that documents are made out to.</summary>
/// <param name="Nr">The number that people know it by.</param>
/// <param name="PartyId">Billit's id of it; 0 until it was found.</param>
public sealed record DefaultDebtor(string Nr, long PartyId = 0);

/// <summary>What VAT of a line becomes.</summary>
/// <param name="Code">
/// As the line's source gave it: country, a colon and the percentage without zeros at the end, and <c>:reverse</c> where the buyer accounts
/// for it. <c>BE:21</c>, <c>FR:0:reverse</c>.
/// </param>
/// <param name="VatPercentage">In percent; null with <see cref="VentilationCode.OutsideVat"/> alone.</param>
/// <param name="VentilationCode">Why there is no VAT; null where there is.</param>
/// <param name="AccountCode">The ledger account of lines that name none; null leaves it to Billit.</param>
public sealed record VatMapping(string Code, decimal? VatPercentage, VentilationCode? VentilationCode = null, int? AccountCode = null);

/// <summary>Who said something, and when.</summary>
public sealed record Confirmation(Guid User, DateTimeOffset At);

/// <summary>Which of a shop's numbers the document gets; the other stands among what the company alone sees. Stored by name: a name never changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NumberUse>))]
public enum NumberUse
{
    InvoiceNumber,
    OrderNumber,
}

/// <summary>How documents are sent to customers. Stored by name: a name never changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Sending>))]
public enum Sending
{
    None,

    /// <summary>As Billit chooses: over a network where the customer is there, else by e-mail.</summary>
    Automatic,
    Peppol,

    /// <summary>Over Peppol, or by e-mail where the customer is not there.</summary>
    PeppolElseEmail,
    Email,
}

/// <summary>What becomes of an invoice that is paid already when it is transferred. Stored by name: a name never changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaidOrders>))]
public enum PaidOrders
{
    MarkPaid,
    LeaveOpen,
}
