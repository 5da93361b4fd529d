using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Core.Keys;

namespace PennaPay.Billy.Tests.Access;

/// <summary>The operations that give programs keys and take them back.</summary>
internal static class KeyOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("ApiKeys.CreateAsync", "create", Permission.GrantAccess, (host, _) => Task.FromResult<Func<Actor, Task<Said[]>>>(async actor =>
        {
            var made = Assert.IsType<ApiKeyResult.Made>(
                await host.Get<ApiKeys>().CreateAsync(actor, "Claude", ApiKeyScopes.BillyRead, Guid.NewGuid(), null, default));
            return [new("key.created", nameof(ApiKey), made.Id)];
        })),
        new("ApiKeys.RotateAsync", "rotate", Permission.GrantAccess, async (host, owner) =>
        {
            var key = Assert.IsType<ApiKeyResult.Made>(
                await host.Get<ApiKeys>().CreateAsync(owner, "Claude", ApiKeyScopes.BillyRead, Guid.NewGuid(), null, default));
            return async actor =>
            {
                Assert.IsType<ApiKeyResult.Made>(await host.Get<ApiKeys>().RotateAsync(actor, key.Id, default));
                return [new("key.rotated", nameof(ApiKey), key.Id)];
            };
        }),
        new("ApiKeys.RevokeAsync", "revoke", Permission.GrantAccess, async (host, owner) =>
        {
            var key = Assert.IsType<ApiKeyResult.Made>(
                await host.Get<ApiKeys>().CreateAsync(owner, "Claude", ApiKeyScopes.BillyRead, Guid.NewGuid(), null, default));
            return async actor =>
            {
                Assert.True(await host.Get<ApiKeys>().RevokeAsync(actor, key.Id, default));
                return [new("key.revoked", nameof(ApiKey), key.Id)];
            };
        }),
    ];
}
