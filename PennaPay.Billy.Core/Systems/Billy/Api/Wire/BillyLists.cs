using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Lists;

namespace PennaPay.Billy.Core.Systems.Billy.Api.Wire;

/// <summary>Reads lists page by page.</summary>
internal sealed class BillyLists(ApiReader reader, IOptions<BillyOptions> options, TimeProvider time)
{
    /// <summary>Records a page, unless the caller says otherwise.</summary>
    public int PageSize => options.Value.PageSize;

    /// <summary>What a whole list may cost, from now on.</summary>
    public ListBudget NewBudget() => new(time);

    public async Task<IReadOnlyList<TRecord>> ReadAllAsync<TAnswer, TRecord>(
        ApiAccess access,
        string resource,
        (string, string?)[] query,
        JsonTypeInfo<TAnswer> answerType,
        Func<TAnswer, IReadOnlyList<TRecord>?> records,
        CancellationToken cancellationToken,
        Action<int>? read = null)
        where TAnswer : Answer
        where TRecord : class, IBillyRecord
    {
        // Records may move between pages while they are read, so one can come twice.
        OrderedDictionary<string, TRecord> all = [];
        var budget = NewBudget();
        var total = 0;
        for (int number = 1, again = 0; ; number++)
        {
            var page = await ReadPageAsync(
                access, resource, query, number, PageSize, budget, answerType, records, cancellationToken);
            foreach (var record in page.Items)
                all[record.Id] = record;
            read?.Invoke(all.Count);
            // Somebody deleted one meanwhile: what moved up to a page that was read already was not seen. Where no total is told,
            // it is what the page has.
            if (number > 1 && page.Total < total && page.Total > page.Items.Count && again++ < MostAgain)
                number = 0;
            else if (page.Items.Count == 0 || number >= page.PageCount)
                return [.. all.Values];
            total = page.Total;
        }
    }

    private const int MostAgain = 3;

    public Task<BillyPage<TRecord>> ReadPageAsync<TAnswer, TRecord>(
        ApiAccess access,
        string resource,
        (string, string?)[] query,
        int number,
        int pageSize,
        ListBudget? budget,
        JsonTypeInfo<TAnswer> answerType,
        Func<TAnswer, IReadOnlyList<TRecord>?> records,
        CancellationToken cancellationToken)
        where TAnswer : Answer
        where TRecord : class, IBillyRecord
    {
        budget?.BeginPage(access.Profile, resource);
        var path = resource + BillyPaths.Query(
        [
            ("organizationId", access.SentOrganizationId(options.Value)),
            .. query,
            ("page", number.ToString(CultureInfo.InvariantCulture)),
            ("pageSize", pageSize.ToString(CultureInfo.InvariantCulture)),
        ]);
        return reader.ReadAsync(
            access,
            new ApiRead<TAnswer, BillyPage<TRecord>>(path, answerType, Page) { LargestAnswer = BillyProfile.LargestList, Budget = budget },
            cancellationToken);

        BillyPage<TRecord>? Page(TAnswer answer) =>
            records(answer) is { } items && items.Count <= access.Profile.Lists.RecordsAPage && items.All(BillyId.IsGiven)
                ? new BillyPage<TRecord>(
                    items, number, answer.Meta?.Paging?.PageCount ?? number, answer.Meta?.Paging?.Total ?? items.Count)
                : null;
    }
}
