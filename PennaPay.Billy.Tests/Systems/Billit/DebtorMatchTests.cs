using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.Billit.Debtors;
using static PennaPay.Billy.Tests.Systems.Billit.ShopInvoices;

namespace PennaPay.Billy.Tests.Systems.Billit;

/// <summary>Which party a customer is, and that two people never become one.</summary>
public sealed class DebtorMatchTests
{
    [Theory]
    [InlineData("INFO@SMETS.BE", null, null, true)]
    [InlineData("x@y.be; Info@Smets.be", null, null, true)]
    [InlineData("x@y.be", "BE 0420.010.071", null, true)]
    [InlineData(null, "BE420010071", null, true)]
    [InlineData(null, null, "0420.010.071", true)]
    [InlineData("info@smets.be", "BE0999999922", null, false)]
    [InlineData("x@y.be", null, null, false)]
    public void ACompany_ByEmailOrNumber_NeverWithAnother(string? email, string? vat, string? register, bool fits)
    {
        var party = Party(1, "Iemand", email, vat) with { Identifiers = register is null ? [] : [new() { IdentifierType = "CBE", Identifier = register }] };
        var found = Match(Customer(), [party]);
        Assert.Equal((fits ? 1 : 0, false), (found.Parties.Count, found.IsQuestion));
    }

    [Fact]
    public void WithoutTheCheckOnEmail_ItTellsNothing() => Assert.Empty(Match(Customer(number: null), [Party(1, "Bakkerij Smets", "info@smets.be")], checksEmail: false).Parties);

    [Fact]
    public void Several_AreAQuestion_ByTheirNames()
    {
        var found = Match(Customer(), [Party(1, "Een", "info@smets.be") with { Nr = "K1" }, Party(2, "Twee", null, "BE0420010071")]);
        Assert.True(found.IsQuestion);
        Assert.Equal("Een (K1), Twee", found.Question.Detail);
    }

    [Fact]
    public void APrivatePerson_IsNoCompany_ThoughTheMailboxIsOne()
    {
        Assert.Empty(Match(Customer("Jan Smets", number: null, kind: CustomerKind.Person), [Party(1, "Bakkerij Smets", "info@smets.be", "BE0420010071")]).Parties);
        Assert.Empty(Match(Customer(), [Party(1, "Jan Smets", "info@smets.be") with { VatLiable = false }]).Parties);
    }

    [Fact]
    public void APartyOfAnotherCustomer_IsNoMatchByEmail_AndAQuestionByNumber()
    {
        var other = Customer("Slagerij Smets", number: null);
        Assert.Empty(Match(Customer("Jan", number: null), [Party(1, "Slagerij Smets", "info@smets.be")], holders: other).Parties);
        var byNumber = Match(Customer(), [Party(1, "Slagerij Smets", null, "BE0420010071")], holders: other);
        Assert.Equal((1, true), (byNumber.Parties.Count, byNumber.IsQuestion));
        Assert.False(Match(Customer(), [Party(1, "Slagerij Smets", null, "BE0420010071")], holders: Customer("BAKKERIJ", "x@y.be")).IsQuestion);
    }

    [Fact]
    public void Matching_NeverJoinsTwoPeople() => Prop.ForAll(Crowds.ToArbitrary(), crowd =>
    {
        // Whoever is found is linked, whoever is not gets a party of its own, as pushes do one after the other.
        var parties = crowd.Parties.Select(KnownParty.Of).ToList();
        var linked = new List<(Customer Customer, long Party)>();
        foreach (var customer in crowd.Customers)
        {
            var found = DebtorMatch.Of(
                customer, parties, checksEmail: true, id => [.. linked.Where(one => one.Party == id).Select(one => one.Customer)], PartyIntention.ExternalIdOf(customer.Id));
            if (found.IsQuestion)
                continue;
            if (found.Parties.Count == 0)
            {
                parties.Add(KnownParty.Of(Party(1000 + parties.Count, customer.Name, customer.Email, DebtorMatch.NumberOf(customer)) with
                {
                    ExternalProviderId = PartyIntention.ExternalIdOf(customer.Id), VatLiable = customer.Kind == CustomerKind.Company,
                }));
            }

            linked.Add((customer, found.Parties is [var only] ? only.PartyId : parties[^1].PartyId));
        }

        foreach (var shared in linked.GroupBy(one => one.Party))
        {
            foreach (var (one, other) in from one in shared from other in shared where one != other select (one.Customer, other.Customer))
            {
                var (number, otherNumber) = (DebtorMatch.NumberOf(one), DebtorMatch.NumberOf(other));
                Assert.Equal(number, otherNumber);
                Assert.Equal(one.Kind, other.Kind);
                if (number is null)
                    Assert.Equal((one.Name, one.Email), (other.Name, other.Email));
            }
        }
    }).QuickCheckThrowOnFailure();

    private static Gen<(List<Customer> Customers, List<BillitParty> Parties)> Crowds =>
        from customers in Customers.ListOf(8)
        from parties in Parties.ListOf(5)
        select (customers.ToList(), parties.Select((party, index) => party with { PartyId = index + 1 }).ToList());

    private static Gen<Customer> Customers =>
        from name in Names
        from email in Emails
        from number in Numbers
        from kind in Gen.Elements(CustomerKind.Company, CustomerKind.Person)
        select Customer(name, email, number, kind);

    private static Gen<BillitParty> Parties =>
        from name in Names
        from email in Emails
        from number in Numbers
        from liable in Gen.Elements((bool?)null, true, false)
        select Party(1, name, email, number) with { VatLiable = liable };

    private static Gen<string> Names => Gen.Elements("An", "Bo", "Cé");

    private static Gen<string?> Emails => Gen.Elements(null, "a@x.be", "b@x.be");

    private static Gen<string?> Numbers => Gen.Elements(null, "BE0111111111", "BE0222222222");

    private static BillitParty Party(long id, string name, string? email = null, string? vat = null) =>
        new() { PartyId = id, Name = name, Email = email, VatNumber = vat, CountryCode = "BE", PartyType = "Customer" };

    private static DebtorCandidates Match(Customer customer, IEnumerable<BillitParty> parties, bool checksEmail = true, params IReadOnlyList<Customer> holders) =>
        DebtorMatch.Of(customer, parties.Select(KnownParty.Of), checksEmail, _ => holders, PartyIntention.ExternalIdOf(customer.Id));
}
