// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/apiclient.h"
#include "api/codec.h"
#include "api/typelist.h"

namespace svix {

// What the client does with each type of answer, made once here: elsewhere every file that calls
// an operation would make it anew.

template <typename Answer>
ApiClient::Awaited<Answer> ApiClient::await(bool makes)
{
    auto promise = std::make_shared<QPromise<Result<Answer>>>();
    promise->start();
    return {promise->future(), [promise, makes](const Result<HttpAnswerBody> &result) {
                const auto answer = std::make_shared<Result<Answer>>(decode<Answer>(result));
                QString made;
                if constexpr (requires { QString((*answer)->id); }) {
                    made = makes && answer->ok() ? QString((*answer)->id) : QString();
                }
                return Delivery{answer->ok() ? Error() : answer->error(),
                                [promise, answer] {
                                    promise->addResult(std::move(*answer));
                                    promise->finish();
                                },
                                made};
            }};
}

template <typename Answer>
Result<Answer> ApiClient::decode(const Result<HttpAnswerBody> &result)
{
    if (!result.ok()) {
        return result.error();
    }
    if constexpr (std::is_same_v<Answer, Nothing>) {
        return Nothing();
    } else if constexpr (std::is_same_v<Answer, RawAnswerBody>) {
        if (const auto problem = syntaxProblem(result.value().body)) {
            return badAnswer(result.value(), *problem);
        }
        return RawAnswerBody{RawJson{result.value().body}};
    } else {
        const QByteArray &body = result.value().body;
        ReadResult<Answer> read = readJson<Answer>(body, body.capacity() - body.size());
        if (auto *problem = std::get_if<ReadProblem>(&read)) {
            return badAnswer(result.value(), *problem);
        }
        return std::get<Answer>(std::move(read));
    }
}

#define SVIX_INSTANTIATE(TYPE) template ApiClient::Awaited<TYPE> ApiClient::await<TYPE>(bool makes);
SVIX_ANSWER_TYPES(SVIX_INSTANTIATE)
SVIX_INSTANTIATE(Nothing)
SVIX_INSTANTIATE(RawAnswerBody)
#undef SVIX_INSTANTIATE

} // namespace svix
