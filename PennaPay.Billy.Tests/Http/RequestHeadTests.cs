using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Tests.Http;

/// <summary>What stands in the head of a request beside the usual, and a success that is a bare word.</summary>
public sealed class RequestHeadTests
{
    [Theory]
    [InlineData(true, "Authorization: Bearer " + ApiHost.TokenText)]
    [InlineData(false, "Key: " + ApiHost.TokenText)]
    public async Task TheProfile_ChoosesTheHead_ByTheAccess(bool isGranted, string secret)
    {
        using var host = new ApiHost(new AcmeProfile { HasKeys = true }).Answers("""{"Id":"1"}""").Answers("""{"Id":"1"}""");
        var access = host.Access with { IsGranted = isGranted };

        await host.Get<ApiReader>().ReadAsync(access, AcmeProfile.Read(), default);
        await host.Get<ApiSender>().SendAsync(access, AcmeProfile.Write() with { Headers = [("Once", "a"), ("Twice", "b")] }, default);

        Assert.Equal(Head(), host.Sent[0].Headers);
        Assert.Equal(Head("Content-Type: application/json", "Once: a", "Twice: b"), host.Sent[1].Headers);

        string Head(params string[] more) => string.Join('\n', new[]
        {
            "Accept: application/vnd.acme+json", "Books: one", secret, "User-Agent: Tests",
        }.Concat(more).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("OK", true)]
    [InlineData(" OK\r\n", true)]
    [InlineData("ok", false)]
    [InlineData("OKAY", false)]
    [InlineData("<html>OK", false)]
    public async Task AWord_MeansTheSameAsNoBody_WhereItIsKnown(string body, bool isDone)
    {
        using var host = new ApiHost().Answers(body);
        var write = AcmeProfile.Write() with { WhenEmpty = new AcmeThing("done"), EmptyWord = "OK" };

        var answer = await Record.ExceptionAsync(() => host.Get<ApiSender>().SendAsync(host.Access, write, default));

        Assert.Equal(isDone ? null : ApiFailure.Unreadable, (answer as ApiException)?.Failure);
    }
}
