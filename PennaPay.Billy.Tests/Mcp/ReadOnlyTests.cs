using System.Reflection;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Lookup;
using PennaPay.Billy.Web.Mcp.Tools;

namespace PennaPay.Billy.Tests.Mcp;

/// <summary>What stands behind the tools has no way to send anything but a GET: not by its code, but by the types that it holds.</summary>
public sealed class ReadOnlyTests
{
    private static readonly Assembly Core = typeof(BillyLookup).Assembly;

    [Fact]
    public void What_tools_hold_reaches_the_way_out_by_its_reading_half_alone()
    {
        HashSet<Type> seen = [];
        Queue<Type> toSee = new([typeof(BillyLookup), typeof(BillyTools), typeof(BillyTool), .. Derived(typeof(BillyTool))]);
        while (toSee.TryDequeue(out var type))
        {
            // What renews the token that is read with speaks to a sign-in alone, never to the books (DraftsOnlyTests).
            if (!seen.Add(type) || type == typeof(ApiReader) || type == typeof(OAuthTokens) || type.Namespace?.StartsWith("PennaPay", StringComparison.Ordinal) != true)
                continue;
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            {
                toSee.Enqueue(field.FieldType);
                foreach (var argument in field.FieldType.GetGenericArguments())
                    toSee.Enqueue(argument);
            }
        }

        Assert.Contains(typeof(ApiReader), seen);
        Assert.DoesNotContain(typeof(ApiSender), seen);
        Assert.DoesNotContain(seen, type => typeof(HttpClient).IsAssignableFrom(type) || type == typeof(IHttpClientFactory));
    }

    [Fact]
    public void The_reading_half_takes_nothing_but_reads_and_a_read_is_a_GET()
    {
        var takes = typeof(ApiReader).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType).Where(type => type.IsGenericType);

        Assert.All(takes, type => Assert.Equal(typeof(ApiRead<,>), type.GetGenericTypeDefinition()));
        Assert.True(typeof(ApiRead<,>).IsSealed);
        var read = new ApiRead<object, object>("x", null!, answer => answer);
        Assert.Equal(HttpMethod.Get, read.Method);
        Assert.Null(typeof(ApiRead<,>).GetProperty(nameof(read.Method))!.SetMethod);
    }

    private static IEnumerable<Type> Derived(Type type) => type.Assembly.GetTypes().Concat(Core.GetTypes()).Where(type.IsAssignableFrom);
}
