namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <param name="Items">The records.</param>
/// <param name="Page">1 is the first.</param>
/// <param name="PageCount">How many pages there are.</param>
/// <param name="Total">How many records there are on all pages.</param>
public sealed record BillyPage<T>(IReadOnlyList<T> Items, int Page, int PageCount, int Total);
