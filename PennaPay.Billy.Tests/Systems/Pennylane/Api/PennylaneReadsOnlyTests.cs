using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Pennylane.Api;
using PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;
using PennaPay.Billy.Tests.Http;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Api;

/// <summary>Nothing is ever written to Pennylane.</summary>
public sealed class PennylaneReadsOnlyTests
{
    private static readonly string Folder = typeof(PennylaneReader).Namespace!.Replace(".Api", "", StringComparison.Ordinal);

    [Fact]
    public void NothingThatKnowsPennylane_MentionsAWrite()
    {
        var mentioned = MethodCode.Of(typeof(PennylaneReader).Assembly)
            .Where(method => method.Owner.Namespace?.StartsWith(Folder, StringComparison.Ordinal) == true)
            .SelectMany(method => method.Members)
            .Select(member => member as Type ?? member.DeclaringType)
            .OfType<Type>()
            .ToHashSet();

        Assert.Contains(typeof(ApiReader), mentioned);
        Assert.DoesNotContain(mentioned, type => type == typeof(ApiSender) || type == typeof(HttpMethod) || type == typeof(HttpClient)
            || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ApiWrite<,>));
    }

    [Theory]
    [InlineData(typeof(PennylaneReader))]
    [InlineData(typeof(PennylaneLists))]
    [InlineData(typeof(InvoiceLists))]
    public void WhatReads_HoldsNothingThatCouldWrite(Type type)
    {
        Type[] harmless =
            [typeof(ApiReader), typeof(PennylaneLists), typeof(InvoiceLists), typeof(IOptions<PennylaneOptions>), typeof(TimeProvider)];

        Assert.All(
            type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public), field => Assert.Contains(field.FieldType, harmless));
    }

    [Fact]
    public async Task EveryMethod_SendsGetsAlone_WhateverTheAnswersAre()
    {
        var methods = typeof(PennylaneReader).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly);
        Assert.Equal(12, methods.Length);
        string[] answers = [PennylaneHost.Page("""{"id":1}"""), """{"error":"No","status":400}""", "<html>", ""];
        foreach (var (method, answer) in methods.SelectMany(method => answers.Select(answer => (method, answer))))
        {
            using var host = new PennylaneHost(("MaxReadRetries", "1"));
            foreach (var status in new[] { 200, 503, 404, 400, 429, 422 })
                host.Answers(answer, (System.Net.HttpStatusCode)status);

            await Record.ExceptionAsync(() => host.RunAsync(CallAsync(method, host)));

            Assert.NotEmpty(host.Sent);
            Assert.All(host.Sent, sent => Assert.StartsWith($"GET {PennylaneHost.Root}", sent.Line, StringComparison.Ordinal));
            Assert.All(host.Sent, sent => Assert.Equal("", sent.Body));
        }
    }

    [Fact]
    public void WhatIsAskedFor_IsToRead()
    {
        using var host = new PennylaneHost(("ClientId", "billy"), ("ClientSecret", "0123456789"));

        Assert.Equal(["customers:readonly", "customer_invoices:readonly"], host.Get<PennylaneEndpoints>().RegistrationOf(sandbox: false)!.Scopes);
    }

    /// <summary>Its tokens are had with POST, by what every system with OAuth shares.</summary>
    [Fact]
    public async Task Refresh_IsOneRequestToItsOwnAddress()
    {
        using var host = new OAuthAtPennylane();
        host.Answers("""{"access_token":"new-access-token-0123","token_type":"Bearer","expires_in":86400,"refresh_token":"new-refresh-token-0123"}""");

        Assert.IsType<GrantOutcome.Granted>(await host.Get<OAuthTokens>().RefreshAsync(
            host.Get<PennylaneEndpoints>().RegistrationOf(sandbox: false)!, PennylaneHost.Token("old-refresh-token-0123"), default));

        var sent = Assert.Single(host.Sent);
        Assert.Equal(
            (
                "POST https://app.pennylane.com/oauth/token",
                "client_id=billy&client_secret=0123456789&refresh_token=old-refresh-token-0123&grant_type=refresh_token"),
            (sent.Line, sent.Body));
        Assert.DoesNotContain("Authorization", sent.Headers, StringComparison.Ordinal);
    }

    private static async Task<bool> CallAsync(MethodInfo method, PennylaneHost host)
    {
        var arguments = method.GetParameters().Select(parameter => parameter.ParameterType switch
        {
            var type when type == typeof(ApiAccess) => host.Access,
            var type when type == typeof(CustomerFilter) => new CustomerFilter(),
            var type when type == typeof(InvoiceFilter) => new InvoiceFilter(),
            var type when type == typeof(IReadOnlyCollection<long>) => new long[] { 1 },
            var type when type == typeof(long) => 1L,
            var type when type == typeof(PennylaneResource) => PennylaneResource.Customers,
            var type when type == typeof(DateTimeOffset?) => host.Clock.GetUtcNow(),
            var type when type == typeof(CancellationToken) => (object)CancellationToken.None,
            var type => throw new InvalidOperationException($"{method.Name} takes a {type.Name}."),
        });
        var result = method.Invoke(host.Reader, [.. arguments])!;
        if (result is Task task)
            await task;
        else
            await host.AllAsync((dynamic)result);
        return true;
    }

    private sealed class OAuthAtPennylane() : ApiHost(
        new ApiAccess(new AcmeProfile(), new Uri("https://acme.test/"), AcmeProfile.Token()),
        null,
        realHandler: false,
        services => services.AddOAuthTokens().AddPennylaneApi(Settings))
    {
        private static Microsoft.Extensions.Configuration.IConfiguration Settings { get; } =
            new Microsoft.Extensions.Configuration.ConfigurationManager { ["Pennylane:ClientId"] = "billy", ["Pennylane:ClientSecret"] = "0123456789" };
    }
}
