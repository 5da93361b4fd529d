using System.Text;
using PennaPay.Billy.Core.Http.Answers;

namespace PennaPay.Billy.Tests.Http;

public sealed class TokenScrubberTests
{
    private const string Token = ApiHost.TokenText;

    public static TheoryData<string, string> Answers => new()
    {
        { $$"""{"id":"{{Token}}"}""", $$"""{"id":"{{Blot(40)}}"}""" },
        { Token, Blot(40) },
        { $"x{Token}{Token}y", $"x{Blot(80)}y" },
        { $$"""{"{{Token.ToUpperInvariant()}}":1}""", $$"""{"{{Blot(40)}}":1}""" },
        // The beginning of it again and again before the whole.
        { $"5f5f1d0c{Token}", $"5f5f1d0c{Blot(40)}" },
        { $"\"\\u0035{Token[1..]}\"", $"\"{Blot(45)}\"" },
        { $"\"{Token[..20]}\\u{(int)Token[20]:X4}{Token[21..]}\"", $"\"{Blot(45)}\"" },
        { $"\"\\n{Token[..39]}\\u{(int)Token[39]:x4}\"", $"\"\\n{Blot(45)}\"" },
        { string.Concat(Token.Select(letter => $"\\u{(int)letter:x4}")), Blot(240) },
        // A backslash of its own before letters that only look like an escape.
        { $"\"\\\\u0035{Token[1..]}\"", $"\"\\\\u003{Blot(40)}\"" },
        { Token[..39], Token[..39] },
        { $"\\u0035{Token[1..39]}", $"\\u0035{Token[1..39]}" },
        { "\\", "\\" },
        { "\\u00", "\\u00" },
        { "", "" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Token_IsBlottedOut_HoweverJsonWritesIt(string answer, string expected) => Assert.Equal(expected, Scrubbed(answer, Token));

    [Fact]
    public void SignsThatJsonMustEscape_MayStandInAToken() =>
        Assert.Equal($"\"{Blot(15)}\"", Scrubbed("\"ab\\/cd\\\"ef\\\\gh/\"", "ab/cd\"ef\\gh/"));

    [Fact]
    public async Task Success_IsScrubbedBeforeItIsRead()
    {
        using var host = new ApiHost();
        host.Answers($$"""{"id":"t1","name":"Your token is {{Token}}, or \u0035{{Token[1..]}}."}""");

        Assert.Equal(new AcmeThing("t1", $"Your token is {Blot(40)}, or {Blot(45)}."), await host.ReadAsync());
    }

    private static string Blot(int length) => new('*', length);

    private static string Scrubbed(string answer, string token)
    {
        var bytes = Encoding.UTF8.GetBytes(answer);
        TokenScrubber.Scrub(bytes, AcmeProfile.Token(token));
        return Encoding.UTF8.GetString(bytes);
    }
}
