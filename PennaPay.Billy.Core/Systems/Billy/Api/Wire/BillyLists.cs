using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Systems.Billy.Api.Wire;

/// <summary>Reads lists page by page.</summary>
internal sealed class BillyLists(ApiReader reader, IOptions<BillyOptions> options)
{
    // A list that goes on for longer than this is a fault of the server's paging.
    private const int MostPages = 1000;

    /// <summary>Records a page, unless the caller says otherwise.</summary>
    public int PageSize => options.Value.PageSize;

    public async Task<IReadOnlyList<TRecord>> ReadAllAsync<TAnswer, TRecord>(
        ApiAccess access,
        string resource,
        (string, string?)[] query,
        JsonTypeInfo<TAnswer> answerType,
        Func<TAnswer, IReadOnlyList<TRecord>?> records,
        CancellationToken cancellationToken)
        where TAnswer : Answer
        where TRecord : class, IBillyRecord
    {
        // Records may move between pages while they are read, so one can come twice.
        OrderedDictionary<string, TRecord> all = [];
        for (var number = 1; number <= MostPages; number++)
        {
            var page = await ReadPageAsync(
                access, resource, query, number, PageSize, answerType, records, cancellationToken);
            foreach (var record in page.Items)
                all[record.Id] = record;
            if (page.Items.Count == 0 || number >= page.PageCount)
                return [.. all.Values];
        }

        throw new ApiException(ApiFailure.Unreadable, $"Billy's list of {resource} does not end.")
        {
            MayHaveBeenProcessed = true,
        };
    }

    public Task<BillyPage<TRecord>> ReadPageAsync<TAnswer, TRecord>(
        ApiAccess access,
        string resource,
        (string, string?)[] query,
        int number,
        int pageSize,
        JsonTypeInfo<TAnswer> answerType,
        Func<TAnswer, IReadOnlyList<TRecord>?> records,
        CancellationToken cancellationToken)
        where TAnswer : Answer
        where TRecord : class, IBillyRecord
    {
        var path = resource + BillyPaths.Query(
        [
            ("organizationId", access.SentOrganizationId(options.Value)),
            .. query,
            ("page", number.ToString(CultureInfo.InvariantCulture)),
            ("pageSize", pageSize.ToString(CultureInfo.InvariantCulture)),
        ]);
        return reader.ReadAsync(
            access,
            new ApiRead<TAnswer, BillyPage<TRecord>>(path, answerType, Page) { LargestAnswer = BillyProfile.LargestList },
            cancellationToken);

        BillyPage<TRecord>? Page(TAnswer answer) =>
            records(answer) is { } items && items.All(BillyId.IsGiven)
                ? new BillyPage<TRecord>(
                    items, number, answer.Meta?.Paging?.PageCount ?? number, answer.Meta?.Paging?.Total ?? items.Count)
                : null;
    }
}
