using System.Reflection;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Tests.Systems.Billy.Api;

/// <summary>Law 1: nothing in what is sent could ask for more than a draft.</summary>
public sealed class DraftsOnlyTests
{
    private static readonly string[] Forbidden = ["state", "approv", "sent", "paid", "payment", "book", "void", "email"];
    private static readonly string[] Allowed = ["PaymentTermsMode", "PaymentTermsDays"];

    [Theory]
    [InlineData(typeof(NewDraftInvoice))]
    [InlineData(typeof(NewDraftInvoiceLine))]
    [InlineData(typeof(DraftInvoiceRoot))]
    [InlineData(typeof(DraftInvoiceBody))]
    [InlineData(typeof(DraftInvoiceLineBody))]
    public void ADraft_HasNoMemberThatCouldMakeItMore(Type type)
    {
        var members = type
            .GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo or FieldInfo)
            .Select(member => member.Name)
            .Except(Allowed);

        Assert.DoesNotContain(
            members, name => Forbidden.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData(typeof(BillyReader), new string[0])]
    [InlineData(typeof(BillyDrafts), new[] { "CreateDraftInvoiceAsync", "DeleteDraftInvoiceAsync" })]
    [InlineData(typeof(BillyRecords), new[] { "CreateContactAsync", "CreateProductAsync" })]
    public void TheClients_OfferNothingElse(Type type, string[] expected)
    {
        var writes = type
            .GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Select(method => method.Name)
            .Where(name => !name.StartsWith("Get", StringComparison.Ordinal)
                && !name.StartsWith("List", StringComparison.Ordinal)
                && !name.StartsWith("Find", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        Assert.Equal(expected, writes);
    }
}
