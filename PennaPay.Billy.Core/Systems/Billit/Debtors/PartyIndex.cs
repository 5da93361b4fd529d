using PennaPay.Billy.Core.Systems.Billit.Api;

namespace PennaPay.Billy.Core.Systems.Billit.Debtors;

/// <summary>A company's customers in Billit, as they were read; no more of each than they are told apart by.</summary>
internal sealed class PartyIndex
{
    private readonly Dictionary<long, KnownParty> byId = [];

    /// <summary>When they were last read.</summary>
    public DateTimeOffset ReadAt { get; set; }

    /// <summary>When all of them were last read, so that those which are gone are forgotten.</summary>
    public DateTimeOffset WholeAt { get; set; }

    /// <summary>How many pages the last look at what has changed was.</summary>
    public int Pages { get; set; }

    public IReadOnlyCollection<KnownParty> All => byId.Values;

    public KnownParty? Find(long id) => byId.GetValueOrDefault(id);

    /// <summary>Those with the number that people know them by.</summary>
    public IReadOnlyList<KnownParty> ByNr(string nr) => [.. byId.Values.Where(party => string.Equals(party.Nr, nr, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Those that a program knows by an id.</summary>
    public IReadOnlyList<KnownParty> ByExternalId(string id) => [.. byId.Values.Where(party => party.ExternalId == id)];

    /// <summary>Begins with what another has.</summary>
    public void Take(PartyIndex other)
    {
        foreach (var (id, party) in other.byId)
            byId[id] = party;
    }

    public void Add(IEnumerable<BillitParty> parties)
    {
        foreach (var party in parties)
            byId[party.PartyId] = KnownParty.Of(party);
    }
}

/// <summary>A party, as much of it as it is told from others by.</summary>
/// <param name="PartyId">Billit's id.</param>
/// <param name="Nr">The number that people know it by.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Emails">Its addresses.</param>
/// <param name="Numbers">What it is registered by, as <see cref="PartyNumbers"/> writes it; none where it is known by none.</param>
/// <param name="IsPrivate">Whether it is said not to declare VAT.</param>
/// <param name="ExternalId">What a program knows it by.</param>
/// <param name="PeppolIds">What the register of Peppol may be asked for, the best first.</param>
internal sealed record KnownParty(
    long PartyId, string? Nr, string Name, IReadOnlyList<string> Emails, IReadOnlyList<string> Numbers, bool IsPrivate, string? ExternalId, IReadOnlyList<string> PeppolIds)
{
    private const string CompanyRegister = "CBE";

    public static KnownParty Of(BillitParty party)
    {
        var register = party.Identifiers.Where(one => CompanyRegister.Equals(one.IdentifierType, StringComparison.OrdinalIgnoreCase)).Select(one => one.Identifier).OfType<string>().ToList();
        return new(
            party.PartyId, party.Nr, party.Name ?? "", party.Emails,
            [.. register.Append(party.VatNumber).Select(number => PartyNumbers.Of(number, party.CountryCode)).OfType<string>().Distinct()],
            party.VatLiable == false && string.IsNullOrWhiteSpace(party.VatNumber), party.ExternalProviderId,
            [.. new[] { party.PeppolIdentifier, party.VatNumber }.Concat(register).Select(PartyNumbers.ForPeppol).OfType<string>().Distinct()]);
    }
}
