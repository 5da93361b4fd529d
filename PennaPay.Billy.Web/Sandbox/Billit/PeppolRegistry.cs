namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>Who can be reached by Peppol, for which documents, and what becomes of what is sent to them.</summary>
public sealed class PeppolRegistry
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, PeppolParticipant> byIdentifier = [];

    internal Action? Changed { get; set; }

    internal IReadOnlyList<PeppolParticipant> All
    {
        get
        {
            lock (gate)
                return [.. byIdentifier.Values];
        }
    }

    /// <summary>Registers somebody, or replaces what was known.</summary>
    /// <param name="number">A VAT number, a Belgian company number, or a scheme and an identifier.</param>
    /// <param name="change">Makes it more than somebody who takes invoices and credit notes.</param>
    public void Register(string number, Func<PeppolParticipant, PeppolParticipant>? change = null)
    {
        var participant = new PeppolParticipant(IdentifierOf(number));
        participant = (change?.Invoke(participant) ?? participant) with { Identifier = participant.Identifier };
        lock (gate)
            byIdentifier[participant.Identifier] = participant;
        Changed?.Invoke();
    }

    public void Unregister(string number)
    {
        lock (gate)
            byIdentifier.Remove(IdentifierOf(number));
        Changed?.Invoke();
    }

    public PeppolParticipant? Find(string number)
    {
        lock (gate)
            return byIdentifier.GetValueOrDefault(IdentifierOf(number));
    }

    internal PeppolParticipant? Find(BillitParty party) =>
        ((string?[])[party.PeppolIdentifier, party.VATNumber, .. (party.Identifiers ?? []).Select(one => one.IdentifierType == "CBE" ? one.Identifier : $"{one.SchemeID}:{one.Identifier}")])
            .Where(number => !string.IsNullOrWhiteSpace(number)).Select(number => Find(number!)).FirstOrDefault(found => found is not null);

    internal void Restore(IEnumerable<PeppolParticipant> kept)
    {
        lock (gate)
        {
            foreach (var one in kept)
                byIdentifier[one.Identifier] = one;
        }
    }

    /// <summary>Belgian numbers are of the scheme 0208, Dutch VAT numbers of 9944; of others the letters and digits are compared.</summary>
    internal static string IdentifierOf(string number)
    {
        var (scheme, bare) = number.Split(':', 2) is [var named, var rest] ? (named, Bare(rest)) : ("", Bare(number));
        return (scheme, bare) switch
        {
            ("" or "9925", ['B', 'E', .. { Length: 9 or 10 } digits]) when digits.All(char.IsAsciiDigit) => $"0208:{digits.PadLeft(10, '0')}",
            ("" or "0208", { Length: 9 or 10 }) when bare.All(char.IsAsciiDigit) => $"0208:{bare.PadLeft(10, '0')}",
            ("", ['N', 'L', ..]) => $"9944:{bare}",
            _ => $"{scheme}:{bare}",
        };
    }

    private static string Bare(string number) => new([.. number.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);
}

/// <summary>Somebody who can be reached by Peppol.</summary>
/// <param name="Identifier">With its scheme: <c>0208:0123456789</c>.</param>
public sealed record PeppolParticipant(string Identifier)
{
    public const string Invoices = "BISv3Invoice";

    public const string CreditNotes = "BISv3CreditNote";

    public IReadOnlyList<string> DocumentTypes { get; init; } = [Invoices, CreditNotes];

    /// <summary>They take nothing without the number of their purchase order.</summary>
    public bool NeedsReference { get; init; }

    public PeppolOutcome Outcome { get; init; }

    /// <summary>What they or the network say where it goes wrong.</summary>
    public string Reason { get; init; } = "De factuur is niet van ons.";
}

/// <summary>What becomes of what is sent by Peppol.</summary>
public enum PeppolOutcome
{
    Delivered,

    /// <summary>Delivered, and then refused by the receiver.</summary>
    Refused,

    /// <summary>The network does not get it there.</summary>
    Failed,

    /// <summary>It stays on its way for ever.</summary>
    Stuck,
}
