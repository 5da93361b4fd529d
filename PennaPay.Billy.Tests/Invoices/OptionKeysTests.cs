using PennaPay.Billy.Web.Components.Invoices;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class OptionKeysTests
{
    [Theory]
    [InlineData(0, "ArrowDown", "open")]
    [InlineData(0, "ArrowUp Enter", "")]
    [InlineData(2, "Enter", "")]
    [InlineData(2, "ArrowDown ArrowDown Enter", "1")]
    [InlineData(2, "ArrowDown ArrowDown ArrowDown Enter", "0")]
    [InlineData(2, "ArrowUp Enter", "1")]
    [InlineData(2, "ArrowDown ArrowUp Enter", "1")]
    [InlineData(2, "ArrowDown a Escape", "close")]
    public async Task Keys_WalkRoundTheOptions(int offered, string keys, string expected)
    {
        var options = new OptionKeys();
        List<string> asked = [];
        foreach (var key in keys.Split(' '))
            await options.PressAsync(key, offered, () => Note("open"), () => Note("close"), option => Note($"{option}"));
        Assert.Equal(expected, string.Join(' ', asked));

        Task Note(string what)
        {
            asked.Add(what);
            return Task.CompletedTask;
        }
    }
}
