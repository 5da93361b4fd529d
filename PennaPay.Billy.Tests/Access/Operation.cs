using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Access;

/// <summary>One way to call an operation that changes something.</summary>
/// <param name="Method">Class and method, such as <c>CustomerEditor.SaveAsync</c>.</param>
/// <param name="What">What this call does with it.</param>
/// <param name="Permission">What it needs.</param>
/// <param name="PrepareAsync">Stores what the call needs. The call then answers what must have been said of it.</param>
internal sealed record Operation(
    string Method, string What, Permission Permission, Func<PushHost, Actor, Task<Func<Actor, Task<Said[]>>>> PrepareAsync)
{
    public string Name => $"{Method}: {What}";
}
