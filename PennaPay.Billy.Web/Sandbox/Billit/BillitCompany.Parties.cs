namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>Whom it trades with.</summary>
public sealed partial class BillitCompany
{
    /// <returns>The party's id.</returns>
    public long AddParty(BillitParty party) => Change(() => Store(party with
    {
        PartyID = world.NextId(), PartyType = party.PartyType ?? "Customer", Created = world.Clock.Local,
    }).PartyID);

    /// <summary>Adds a customer with a name and perhaps an address for e-mail.</summary>
    /// <returns>The party's id.</returns>
    public long AddCustomer(string name, string? email = null, string? vatNumber = null) =>
        AddParty(new() { Name = name, Email = email, VATNumber = vatNumber, CountryCode = "BE" });

    /// <exception cref="KeyNotFoundException">There is no such party.</exception>
    public BillitParty Party(long id) => Do(() => parties.GetValueOrDefault(id)) ?? throw None("party", id);

    /// <exception cref="KeyNotFoundException">There is no such party.</exception>
    public void EditParty(long id, Func<BillitParty, BillitParty> edit) => Change(() =>
    {
        var before = Party(id);
        Store(edit(before) with { PartyID = id, Created = before.Created });
    });

    /// <summary>Puts one party into another: its orders go there, and it is gone.</summary>
    /// <exception cref="KeyNotFoundException">There is no such party.</exception>
    /// <exception cref="InvalidOperationException">They are the same.</exception>
    public void MergeParties(long gone, long kept) => Change(() =>
    {
        Party(gone);
        Store(Party(kept));
        if (gone == kept)
            throw new InvalidOperationException("A party cannot be merged with itself.");
        foreach (var order in orders.Values.Where(order => order.Party == gone).ToList())
            Store(order with { Party = kept });
        parties.Remove(gone);
    });

    /// <exception cref="KeyNotFoundException">There is no such party.</exception>
    /// <exception cref="InvalidOperationException">It has orders.</exception>
    public void DeleteParty(long id) => Change(() =>
    {
        Party(id);
        if (orders.Values.Any(order => order.Party == id))
            throw new InvalidOperationException("A party with orders cannot be deleted.");
        parties.Remove(id);
    });

    internal BillitParty? FindParty(long id) => parties.GetValueOrDefault(id);

    /// <summary>
    /// The party of a customer that was posted without an id: found by VAT number, e-mail, number or address and then overwritten, or made. One
    /// without a VAT number so overwrites one that has one.
    /// </summary>
    private long Match(BillitParty posted)
    {
        var found = world.Behaviour.MatchesCustomers ? parties.Values.FirstOrDefault(known => IsSame(known, posted)) : null;
        return found is null
            ? AddParty(posted)
            : Store(Overwrite(found, posted)).PartyID;
    }

    private static bool IsSame(BillitParty known, BillitParty posted)
    {
        if (posted.VATNumber is { Length: > 0 } vat)
        {
            if (known.VATNumber is { Length: > 0 } own)
                return PeppolRegistry.IdentifierOf(own) == PeppolRegistry.IdentifierOf(vat);
        }
        return posted.Emails.Any(known.HasEmail)
            || (posted.Nr is { Length: > 0 } nr && known.Nr == nr)
            || (posted is { Name: not null, Zipcode: not null, Street: not null } && (known.Name, known.Zipcode, known.Street) == (posted.Name, posted.Zipcode, posted.Street));
    }

    private static BillitParty Overwrite(BillitParty known, BillitParty posted) => known with
    {
        Name = posted.Name ?? known.Name,
        CommercialName = posted.CommercialName ?? known.CommercialName,
        ContactFirstName = posted.ContactFirstName ?? known.ContactFirstName,
        ContactLastName = posted.ContactLastName ?? known.ContactLastName,
        Street = posted.Street ?? known.Street,
        StreetNumber = posted.StreetNumber ?? known.StreetNumber,
        Box = posted.Box ?? known.Box,
        Zipcode = posted.Zipcode ?? known.Zipcode,
        City = posted.City ?? known.City,
        CountryCode = posted.CountryCode ?? known.CountryCode,
        Email = posted.Email ?? known.Email,
        Phone = posted.Phone ?? known.Phone,
        Mobile = posted.Mobile ?? known.Mobile,
        Nr = posted.Nr ?? known.Nr,
        VATNumber = posted.VATNumber ?? known.VATNumber,
        VATLiable = posted.VATLiable ?? known.VATLiable,
        Language = posted.Language ?? known.Language,
    };

    private BillitParty Store(BillitParty party) => parties[party.PartyID] = party with { LastModified = world.Clock.Local };
}
