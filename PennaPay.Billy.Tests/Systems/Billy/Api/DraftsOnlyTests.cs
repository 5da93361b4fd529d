using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Systems.Billy.Api;

/// <summary>Law 1: nothing that is sent could ask Billy for more than a draft, and nothing else can be sent.</summary>
public sealed class DraftsOnlyTests
{
    private static readonly string[] Forbidden = ["state", "approv", "sent", "paid", "payment", "book", "void", "email"];
    private static readonly string[] Allowed = ["PaymentTermsMode", "PaymentTermsDays"];

    private static readonly List<MethodCode> Core = [.. MethodCode.Of(typeof(BillyReader).Assembly)];

    [Theory]
    [InlineData(typeof(NewDraftInvoice))]
    [InlineData(typeof(NewDraftInvoiceLine))]
    public void ADraft_HasNoMemberThatCouldMakeItMore(Type type) =>
        Assert.DoesNotContain(MembersOf(type).Except(Allowed), IsForbidden);

    [Fact]
    public void WhatIsSent_HasNoMemberThatCouldMakeItMore()
    {
        var sent = typeof(BillyBodies).GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(JsonSerializableAttribute))
            .Select(attribute => (Type)attribute.ConstructorArguments[0].Value!)
            .SelectMany(WithParts)
            .Distinct()
            .ToList();

        Assert.Equal(
            [
                typeof(ContactRoot), typeof(ContactBody), typeof(NewContactPerson),
                typeof(ProductRoot), typeof(ProductBody), typeof(NewProductPrice),
                typeof(DraftInvoiceRoot), typeof(DraftInvoiceBody), typeof(DraftInvoiceLineBody),
                typeof(ContactChangeRoot), typeof(ContactChangeBody), typeof(Nothing), typeof(OptionalNumber),
                typeof(ContactPersonRoot), typeof(ContactPersonBody),
                typeof(ProductChangeRoot), typeof(ProductChangeBody),
                typeof(ProductPriceRoot), typeof(ProductPriceBody),
            ],
            sent);
        // A contact person has an e-mail address; nothing is sent to it by creating the contact or changing the address.
        Assert.Equal(["Email"], sent.SelectMany(MembersOf).Except(Allowed).Where(IsForbidden));
    }

    [Fact]
    public void NothingButDraftsAndRecords_CanWrite()
    {
        // A record knows how to copy itself. Tokens are had from elsewhere than from the books, and Billit and Plug&Pay are other systems.
        Assert.Equal([typeof(ApiWrite<,>), typeof(BillitWriter), typeof(BillyDrafts), typeof(BillyRecords), typeof(OAuthTokens), typeof(PlugAndPayWriter)], WhoMentions(IsWrite));

        // The sender's own way to the network is the only one, and the sender takes its method from the call.
        Assert.Equal([typeof(ApiSender)], WhoMentions(member => typeof(HttpMessageInvoker).IsAssignableFrom(member.DeclaringType)
            && member.Name.EndsWith("Async", StringComparison.Ordinal)));
        Assert.Equal([typeof(ApiSender)], WhoMentions(IsMember(typeof(HttpRequestMessage), ".ctor")));
        Assert.Equal([typeof(ApiRead<,>), typeof(BillitWriter), typeof(BillyDrafts), typeof(BillyRecords), typeof(OAuthTokens), typeof(PlugAndPayWriter)], WhoMentions(member => member.DeclaringType == typeof(HttpMethod)
            && member.Name is ".ctor" or "Parse" or "get_Get" or "get_Post" or "get_Put" or "get_Patch" or "get_Delete" or "get_Head"));
    }

    [Theory]
    [InlineData(typeof(BillyDrafts), new[] { "get_Delete", "get_Post" }, new[] { "invoice", "invoices" })]
    [InlineData(typeof(BillyRecords), new[] { "get_Delete", "get_Post", "get_Put" }, new[] { "contactPersons", "contacts", "productPrices", "products" })]
    public void WhoWrites_WritesItsOwnRecordsAndNothingElse(Type type, string[] methods, string[] resources)
    {
        var code = Core.Where(method => method.Owner == type).ToList();

        Assert.Equal(methods, code.SelectMany(method => method.Members).Where(member => member.DeclaringType == typeof(HttpMethod))
            .Select(member => member.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(resources, code.SelectMany(method => method.Texts).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(typeof(BillyReader))]
    [InlineData(typeof(BillyLists))]
    public void TheReader_HoldsNothingThatCouldWrite(Type type)
    {
        Type[] harmless = [typeof(ApiReader), typeof(BillyLists), typeof(IOptions<BillyOptions>), typeof(TimeProvider)];

        Assert.All(
            type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public),
            field => Assert.Contains(field.FieldType, harmless));
        Assert.All(
            typeof(ApiReader).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly),
            method => Assert.Equal(typeof(ApiRead<,>), method.GetParameters()[1].ParameterType.GetGenericTypeDefinition()));
        Assert.False(typeof(ApiRead<,>).GetProperty(nameof(ApiRead<,>.Method))!.CanWrite);
        Assert.True(typeof(ApiRead<,>).IsSealed);
    }

    [Theory]
    [InlineData(typeof(BillyReader), new string[0])]
    [InlineData(typeof(BillyDrafts), new[] { "CreateDraftInvoiceAsync", "DeleteDraftInvoiceAsync" })]
    [InlineData(typeof(BillyRecords), new[]
    {
        "AddContactPersonAsync", "AddProductPriceAsync", "ChangeContactAsync", "ChangeContactPersonAsync", "ChangeProductAsync", "ChangeProductPriceAsync",
        "CreateContactAsync", "CreateProductAsync", "DeleteContactAsync", "DeleteContactPersonAsync", "DeleteProductAsync", "DeleteProductPriceAsync",
    })]
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

    private static List<Type> WhoMentions(Func<MemberInfo, bool> isMeant) =>
    [
        .. Core.Where(method => method.Members.Any(isMeant)).Select(method => method.Owner).Distinct()
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    private static Func<MemberInfo, bool> IsMember(Type type, string name) =>
        member => member.DeclaringType == type && member.Name == name;

    private static bool IsWrite(MemberInfo member) => member is ConstructorInfo { DeclaringType: { IsGenericType: true } type }
        && type.GetGenericTypeDefinition() == typeof(ApiWrite<,>);

    private static bool IsForbidden(string member) =>
        Forbidden.Any(word => member.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> MembersOf(Type type) => type
        .GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
        .Where(member => member is PropertyInfo or FieldInfo)
        .Select(member => member.Name);

    private static IEnumerable<Type> WithParts(Type type) => type.GetProperties()
        .Select(property => property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType)
        .Where(part => part.Assembly == type.Assembly)
        .SelectMany(WithParts)
        .Prepend(type);
}
