using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Lists;

namespace PennaPay.Billy.Core.Systems.Billit.Api.Wire;

/// <summary>Reads lists page by page, and stops where one goes round in circles.</summary>
internal sealed class BillitLists(ApiReader reader, IOptions<BillitOptions> options, TimeProvider time)
{
    /// <summary>The pages of a list as they come, without the records that came before; each may be empty.</summary>
    public async IAsyncEnumerable<IReadOnlyList<TRecord>> PagesAsync<TRecord>(
        ApiAccess access, BillitList<TRecord> list, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRecord : class, IBillitRecord
    {
        var budget = new ListBudget(time);
        HashSet<long> seen = [];
        var (skipped, last) = (0, 0L);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await ReadPageAsync(access, list, skipped, last, budget, cancellationToken);
            IReadOnlyList<TRecord> unseen = [.. page.Items!.Where(item => seen.Add(item!.Id))!];
            var goesOn = page.NextPageLink is { Length: > 0 };
            // What brings nothing new would bring nothing new for ever.
            if (goesOn && unseen.Count == 0)
            {
                throw new ApiException(ApiFailure.Unreadable, $"{access.Profile.Name}'s list of {list.Resource} goes round in circles.")
                {
                    MayHaveBeenProcessed = false,
                };
            }

            yield return list.Keep is { } keep ? [.. unseen.Where(keep)] : unseen;
            if (!goesOn)
                yield break;
            skipped += page.Items!.Count;
            last = Math.Max(last, unseen.Max(item => item.Id));
        }
    }

    /// <summary>A whole list.</summary>
    public async Task<IReadOnlyList<TRecord>> ReadAllAsync<TRecord>(
        ApiAccess access, BillitList<TRecord> list, CancellationToken cancellationToken)
        where TRecord : class, IBillitRecord
    {
        List<TRecord> all = [];
        await foreach (var page in PagesAsync(access, list, cancellationToken))
            all.AddRange(page);
        return all;
    }

    /// <summary>One page, by descending numbers.</summary>
    public async Task<(IReadOnlyList<TRecord> Items, bool IsLast)> PageFromTheEndAsync<TRecord>(
        ApiAccess access, BillitList<TRecord> list, int page, int parts, CancellationToken cancellationToken)
        where TRecord : class, IBillitRecord
    {
        var size = Math.Max(1, options.Value.PageSize / parts);
        var path = list.Resource + BillitPaths.Query(
        [
            ("$filter", BillitPaths.All(list.Conditions)),
            .. list.Query,
            ("$orderby", $"{list.IdField} desc"),
            ("$top", BillitPaths.Number(size)),
            ("$skip", page == 1 ? null : BillitPaths.Number((page - 1L) * size)),
        ]);
        var answer = await reader.ReadAsync(
            access,
            new ApiRead<PageAnswer<TRecord>, PageAnswer<TRecord>>(path, list.AnswerType, answer => Checked(answer, size)) { LargestAnswer = BillitProfile.LargestList },
            cancellationToken);
        return ([.. answer.Items!.Where(item => list.Keep?.Invoke(item!) != false)!], answer.Items!.Count == 0 || answer.NextPageLink is not { Length: > 0 });
    }

    private Task<PageAnswer<TRecord>> ReadPageAsync<TRecord>(
        ApiAccess access, BillitList<TRecord> list, int skipped, long last, ListBudget budget, CancellationToken cancellationToken)
        where TRecord : class, IBillitRecord
    {
        budget.BeginPage(access.Profile, list.Resource);
        var size = options.Value.PageSize;
        var after = list.GoesByNumber && last > 0 ? $"{list.IdField} gt {BillitPaths.Number(last)}" : null;
        var path = list.Resource + BillitPaths.Query(
        [
            ("$filter", BillitPaths.All([.. list.Conditions, after])),
            .. list.Query,
            ("$orderby", $"{list.IdField} asc"),
            ("$top", BillitPaths.Number(size)),
            ("$skip", list.GoesByNumber || skipped == 0 ? null : BillitPaths.Number(skipped)),
        ]);
        return reader.ReadAsync(
            access,
            new ApiRead<PageAnswer<TRecord>, PageAnswer<TRecord>>(path, list.AnswerType, answer => Checked(answer, size))
            {
                LargestAnswer = BillitProfile.LargestList,
                Budget = budget,
            },
            cancellationToken);
    }

    // More records than were asked for, or none that can be told apart, are no answer of Billit's.
    private static PageAnswer<TRecord>? Checked<TRecord>(PageAnswer<TRecord> answer, int size)
        where TRecord : class, IBillitRecord =>
        answer.Items is { } items && items.Count <= size && !items.Contains(null) ? answer : null;
}
