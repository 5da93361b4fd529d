using System.Collections;
using System.ComponentModel;
using System.Text;

namespace PennaPay.Billy.Tests.Conventions;

/// <summary>The arrows are only as good as the eyes that look for them.</summary>
public sealed class AssemblyReferencesTests
{
    [Theory]
    [InlineData(typeof(EventArgs))]
    [InlineData(typeof(IEnumerable))]
    [InlineData(typeof(ICloneable))]
    [InlineData(typeof(TypeConverterAttribute))]
    [InlineData(typeof(Half))]
    [InlineData(typeof(Version))]
    [InlineData(typeof(List<>))]
    [InlineData(typeof(Uri))]
    [InlineData(typeof(EventHandler))]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(StringBuilder))]
    [InlineData(typeof(DayOfWeek))]
    [InlineData(typeof(Lazy<>))]
    [InlineData(typeof(Guid))]
    [InlineData(typeof(BitArray))]
    [InlineData(typeof(Stack))]
    public void References_OfEveryKind_AreSeen(Type named)
    {
        var types = typeof(NamesMuch<>).Assembly.GetTypes().Where(type => type.FullName!.Contains(nameof(NamesMuch<>), StringComparison.Ordinal));
        Assert.Contains(new TypeReference(typeof(NamesMuch<>), named), AssemblyReferences.Of(types));
    }
}

[TypeConverter(typeof(Half))]
internal sealed class NamesMuch<T> : EventArgs, IEnumerable
    where T : ICloneable
{
    private readonly Dictionary<int, List<Version[]>> field = [];

    public event EventHandler? Happened;

    public Uri? Property { get; init; }

    public IEnumerator GetEnumerator() => field.GetEnumerator();

    public static bool Compares(DateTime day) => day.DayOfWeek == DayOfWeek.Friday;

    public object Asks(string text)
    {
        try
        {
            Happened?.Invoke(this, this);
            return text.Length switch { 0 => 1, 1 => 2, 2 => 3, 3 => 4, _ => new StringBuilder(text) };
        }
        catch (TimeoutException)
        {
            return typeof(Lazy<T>);
        }
    }

    public static async Task<object?> WaitsAsync(IEnumerable<string> texts)
    {
        await Task.Yield();
        return texts.Select(text => Guid.Parse(text)).Where(id => id != default).Select(_ => Activator.CreateInstance<BitArray>()).FirstOrDefault();
    }

    public sealed class Nested
    {
        public static object Make() => new Stack();
    }
}
