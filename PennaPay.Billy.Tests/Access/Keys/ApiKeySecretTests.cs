using System.Text.Json;
using PennaPay.Billy.Core.Access.Keys;

namespace PennaPay.Billy.Tests.Access.Keys;

public sealed class ApiKeySecretTests
{
    [Fact]
    public void Created_IsReadAgain_AndAnotherEachTime()
    {
        var secret = ApiKeySecret.Create();

        Assert.Matches(@"\Appb_[A-Za-z0-9_-]{47}\z", secret.Reveal());
        Assert.Equal(secret.Reveal(), ApiKeySecret.Read(secret.Reveal())!.Reveal());
        Assert.NotEqual(secret.Reveal(), ApiKeySecret.Create().Reveal());
    }

    [Fact]
    public void Secret_DoesNotShowItself()
    {
        var secret = ApiKeySecret.Create();

        Assert.Equal(secret.Reveal()[..12] + "••••", secret.ToString());
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(secret));
    }

    [Fact]
    public void WhatWasMistypedOrCutOff_IsNoKey()
    {
        var key = ApiKeySecret.Create().Reveal();
        string?[] wrong =
        [
            null, "", "ppb_", key[..^1], key + "A", " " + key, key + "\n", key.ToUpperInvariant(), "pp" + key,
            .. Enumerable.Range(4, 43).Select(at => key[..at] + (key[at] == 'a' ? 'b' : 'a') + key[(at + 1)..]),
        ];
        Assert.All(wrong, text => Assert.Null(ApiKeySecret.Read(text)));
    }
}
